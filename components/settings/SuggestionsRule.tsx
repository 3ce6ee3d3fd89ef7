import { type ComponentChildren, Fragment } from "preact";
import { type Signal, useSignal } from "@preact/signals";
import type { SuggestionRule } from "@/lib/models/commands.ts";
import type { SuggestionRuleView } from "@/lib/models/suggestions.ts";
import { RULE_TITLES } from "@/components/suggestions/words.ts";
import { count } from "@/components/wording/number.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { typedText } from "@/components/wording/plain_text.ts";
import { fullTime, shortDate } from "@/components/wording/zoned_time.ts";
import {
  editedFields,
  MOST_TEMPLATES,
  preview,
  RULE_WORDS,
  type RuleFields,
  ruleFields,
  type SuggestionsState,
  templateField,
  unknownPlaceholders,
} from "./suggestions.ts";

interface SuggestionsRuleProps {
  view: SuggestionRuleView;
  state: SuggestionsState;
}

/** All that can be decided about a rule. */
export function SuggestionsRule({ view, state }: SuggestionsRuleProps) {
  const { rule } = view;
  const failure = state.failure?.form === rule ? state.failure : null;
  const errors = failure?.fields ?? {};
  // What the rule was when the form was opened: others may change it meanwhile.
  const fields = useSignal(state.typed ?? ruleFields(view));
  const set = (change: Partial<RuleFields>) => {
    fields.value = { ...fields.value, ...change };
  };
  const onSubmit = (event: SubmitEvent) => {
    const action = event.submitter?.getAttribute("value") ?? "save";
    const edited = editedFields(fields.value, action, view);
    if (edited === null) return;
    event.preventDefault();
    event.stopPropagation();
    fields.value = edited;
  };
  const { whom, threshold, unit } = RULE_WORDS[rule];
  return (
    <form
      method="post"
      action="/settings#suggestions"
      class="rule-form"
      aria-labelledby="rule-title"
      onSubmit={onSubmit}
    >
      <input type="hidden" name="suggestion_rule" value={rule} />
      {/* The one that a press on Enter means. */}
      <button type="submit" name="action" value="save" hidden />
      <header>
        <h3 id="rule-title">{RULE_TITLES[rule]}</h3>
        <p class="field-hint">
          {whom} <Changed view={view} zone={state.zone} />
        </p>
      </header>
      <label class="topic-check">
        <input
          type="checkbox"
          name="enabled"
          data-first
          checked={fields.value.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
        <span>Propose messages</span>
      </label>
      <Field name="threshold" label={threshold} error={errors.threshold}>
        {(aria) => (
          <span class="rule-number">
            <input
              {...aria}
              class="field"
              inputMode="decimal"
              autocomplete="off"
              value={fields.value.threshold}
              onInput={(event) => set({ threshold: event.currentTarget.value })}
            />
            {unit}
          </span>
        )}
      </Field>
      <Templates rule={rule} fields={fields} errors={errors} />
      <Automatic fields={fields} errors={errors} />
      {failure !== null && Object.keys(errors).length === 0 && (
        <p class="field-error" role="alert">{failure.detail}</p>
      )}
      <div class="topic-actions">
        <button
          type="submit"
          name="action"
          value="save"
          class="btn btn-primary btn-sm"
        >
          Save
        </button>
        <button
          type="submit"
          form="rule-open"
          name="suggestion"
          value=""
          class="btn btn-sm"
        >
          Cancel
        </button>
      </div>
    </form>
  );
}

/** Who changed a rule last, and when. */
function Changed({ view, zone }: { view: SuggestionRuleView; zone: string }) {
  const { changed_at, changed_by } = view;
  const at = parseTimestamp(changed_at);
  if (at === null || changed_by === null) return null;
  return (
    <span title={fullTime(zone, at)}>
      Changed by <bdi>{typedText(changed_by)}</bdi>, {shortDate(zone, at)}.
    </span>
  );
}

interface PartProps {
  fields: Signal<RuleFields>;
  errors: Readonly<Record<string, string>>;
}

function Templates(
  { rule, fields, errors }: PartProps & { rule: SuggestionRule },
) {
  const { templates } = fields.value;
  const write = (place: number, text: string) => {
    const changed = fields.peek().templates.with(place, text);
    fields.value = { ...fields.peek(), templates: changed };
  };
  return (
    <fieldset class="rule-part">
      <legend>Templates</legend>
      <p class="field-hint">
        One of them is taken for each message.{" "}
        {RULE_WORDS[rule].placeholders.map(({ name, means }, i) => (
          <Fragment key={name}>
            {i > 0 && ", "}
            <code>{`{${name}}`}</code> stands for {means}
          </Fragment>
        ))}. Without any template, those that the rule came with are used.
      </p>
      {templates.map((template, place) => (
        <Template
          key={place}
          rule={rule}
          place={place}
          text={template}
          error={errors[templateField(place)]}
          write={(text) => write(place, text)}
        />
      ))}
      {errors.templates !== undefined && (
        <p class="field-error" role="alert">{errors.templates}</p>
      )}
      <p class="topic-actions">
        <button
          type="submit"
          name="action"
          value="add"
          class="btn btn-xs"
          disabled={templates.length >= MOST_TEMPLATES}
        >
          Add a template
        </button>
        <button type="submit" name="action" value="reset" class="btn btn-xs">
          Reset to default
        </button>
      </p>
    </fieldset>
  );
}

interface TemplateProps {
  rule: SuggestionRule;
  place: number;
  text: string;
  error: string | undefined;
  write(text: string): void;
}

function Template({ rule, place, text, error, write }: TemplateProps) {
  const unknown = unknownPlaceholders(rule, text);
  const note = `template-${place}-note`;
  const title = `Template ${count(place + 1)}`;
  return (
    <div class="rule-template">
      <textarea
        name="template"
        class="field"
        rows={2}
        dir="auto"
        aria-label={title}
        aria-describedby={note}
        aria-invalid={error === undefined ? undefined : true}
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
      >
        {/* Where no script sets the value, this is it. */}
        {text}
      </textarea>
      <button
        type="submit"
        name="action"
        value={`remove:${place}`}
        class="quiet"
        aria-label={`Remove ${title.toLowerCase()}`}
      >
        Remove
      </button>
      <p
        id={note}
        class={error === undefined ? "field-hint" : "field-error"}
        role={error === undefined ? undefined : "alert"}
      >
        {error ?? (text.trim() === "" ? "Left out while it is blank." : (
          <>
            Reads: <bdi>“{typedText(preview(rule, text))}”</bdi>
          </>
        ))}
        {unknown.length > 0 && (
          <span class="rule-unknown">
            {" "}
            {unknown.join(", ")} stands for nothing here.
          </span>
        )}
      </p>
    </div>
  );
}

/** Lets a rule send by itself, and says what that means. */
function Automatic({ fields, errors }: PartProps) {
  const { automatic, perFan, perDay } = fields.value;
  const set = (change: Partial<RuleFields>) => {
    fields.value = { ...fields.peek(), ...change };
  };
  return (
    <fieldset class="rule-part rule-automatic">
      <legend>Send without asking</legend>
      <label class="topic-check">
        <input
          type="checkbox"
          name="automatic"
          checked={automatic}
          aria-describedby="automatic-warning"
          onChange={(event) => set({ automatic: event.currentTarget.checked })}
        />
        <span>Send what this rule proposes without asking</span>
      </label>
      <p id="automatic-warning" class="rule-warning">
        Then nobody reads these messages before your fans do: they go out in
        your name as soon as the rule applies, also while nobody is here. Only
        these limits and the quiet hours hold them back.
      </p>
      <div class="rule-limits">
        <Limit
          name="per_fan_per_day"
          label="To one fan, at most"
          error={errors.per_fan_per_day}
          value={perFan}
          write={(perFan) => set({ perFan })}
        />
        <Limit
          name="per_day"
          label="To all fans, at most"
          error={errors.per_day}
          value={perDay}
          write={(perDay) => set({ perDay })}
        />
      </div>
    </fieldset>
  );
}

/** How many messages a rule may send by itself in 24 hours. */
function Limit({ name, label, error, value, write }: {
  name: string;
  label: string;
  error: string | undefined;
  value: string;
  write(value: string): void;
}) {
  return (
    <Field name={name} label={label} error={error}>
      {(aria) => (
        <span class="rule-number">
          <input
            {...aria}
            class="field"
            inputMode="numeric"
            autocomplete="off"
            value={value}
            onInput={(event) => write(event.currentTarget.value)}
          />
          in 24 hours
        </span>
      )}
    </Field>
  );
}

/** What a field's element needs to be known by its label and its error. */
interface FieldAria {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

function Field({ name, label, error, children }: {
  name: string;
  label: string;
  error: string | undefined;
  children: (aria: FieldAria) => ComponentChildren;
}) {
  // One form is open at a time.
  const id = `rule-${name}`;
  return (
    <div class="topic-field">
      <label for={id}>{label}</label>
      {children({
        id,
        name,
        "aria-describedby": error && `${id}-note`,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p id={`${id}-note`} class="field-error" role="alert">{error}</p>
      )}
    </div>
  );
}
