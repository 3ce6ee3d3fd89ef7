import { useSignal } from "@preact/signals";
import { COMMON, commonFields, type SuggestionsState } from "./suggestions.ts";
import { zoneName } from "./time_zone.ts";

interface SuggestionsCommonProps {
  state: SuggestionsState;
  /** What came of saving it, in words; "": nothing was saved yet. */
  said: string;
}

/** What holds for all rules: quiet hours, and who words the messages. */
export function SuggestionsCommon({ state, said }: SuggestionsCommonProps) {
  const { settings, zone } = state;
  const failure = state.failure?.form === COMMON ? state.failure : null;
  const errors = failure?.fields ?? {};
  const fields = useSignal(state.chosen ?? commonFields(settings));
  const set = (change: Partial<typeof fields.value>) => {
    fields.value = { ...fields.peek(), ...change };
  };
  const { isQuiet, from, to, writer } = fields.value;
  const error = errors.quiet_hours ?? errors.from ?? errors.to;
  const isRefused = error === undefined ? undefined : true;
  return (
    <form
      method="post"
      action="/settings#suggestions"
      class="rule-common"
      aria-label="What holds for all rules"
    >
      <input type="hidden" name="suggestions" value={COMMON} />
      <fieldset class="rule-part">
        <legend>Quiet hours</legend>
        <div class="rule-quiet">
          <label class="topic-check">
            <input
              type="checkbox"
              name="quiet"
              checked={isQuiet}
              onChange={(event) =>
                set({ isQuiet: event.currentTarget.checked })}
            />
            <span>No rule sends by itself</span>
          </label>
          <label>
            from{" "}
            <input
              type="time"
              name="from"
              class="field"
              value={from}
              aria-describedby="quiet-note"
              aria-invalid={isRefused}
              onInput={(event) => set({ from: event.currentTarget.value })}
            />
          </label>
          <label>
            to{" "}
            <input
              type="time"
              name="to"
              class="field"
              value={to}
              aria-describedby="quiet-note"
              aria-invalid={isRefused}
              onInput={(event) => set({ to: event.currentTarget.value })}
            />
          </label>
        </div>
        <p
          id="quiet-note"
          class={error === undefined ? "field-hint" : "field-error"}
          role={error === undefined ? undefined : "alert"}
        >
          {error ??
            `By the clocks of ${zoneName(zone)}, as under Days and hours.`}
        </p>
      </fieldset>
      {settings.can_use_endpoint && (
        <fieldset class="rule-part">
          <legend>Who words them</legend>
          <label class="topic-check">
            <input
              type="radio"
              name="writer"
              value="templates"
              checked={writer === "templates"}
              onChange={() => set({ writer: "templates" })}
            />
            <span>
              The templates of the rules. Nothing leaves this service.
            </span>
          </label>
          <label class="topic-check">
            <input
              type="radio"
              name="writer"
              value="endpoint"
              checked={writer === "endpoint"}
              onChange={() => set({ writer: "endpoint" })}
            />
            <span>
              The language model that this service is configured with. For each
              proposal, its reason, a template filled in for the fan and up to
              20 of the latest messages of the conversation leave this service.
            </span>
          </label>
          {errors.writer !== undefined && (
            <p class="field-error" role="alert">{errors.writer}</p>
          )}
        </fieldset>
      )}
      {failure !== null && Object.keys(errors).length === 0 && (
        <p class="field-error" role="alert">{failure.detail}</p>
      )}
      <p class="topic-actions">
        <button type="submit" class="btn btn-sm">Save</button>
        <span class="rule-said" role="status">{said}</span>
      </p>
    </form>
  );
}
