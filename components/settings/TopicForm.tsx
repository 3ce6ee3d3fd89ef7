import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { TopicView } from "@/lib/models/topics.ts";
import type { TopicsState } from "./Topics.tsx";
import {
  groupTopics,
  NEW_TOPIC,
  type TopicField,
  writeKeywords,
} from "./topics.ts";

interface TopicFormProps {
  /** `null`: one is to be added. */
  topic: TopicView | null;
  state: TopicsState;
}

/** All that can be decided about a topic. */
export function TopicForm({ topic, state }: TopicFormProps) {
  const form = topic?.id ?? NEW_TOPIC;
  const failure = state.failure?.form === form ? state.failure : null;
  const errors = failure?.fields ?? {};
  const original = state.originals[form];
  // What the topic was when the form was opened: others may change it meanwhile.
  const typed = useSignal(
    state.typed ?? {
      title: topic?.title ?? "",
      keywords: writeKeywords(topic?.keywords ?? []),
      mergedInto: topic?.merged_into ?? "",
      hidden: topic?.hidden ?? false,
    },
  ).value;
  const title = useSignal(typed.title);
  const hidden = useSignal(typed.hidden);
  return (
    <form method="post" action="/settings#topics" class="topic-form">
      <input type="hidden" name="topic" value={form} />
      <Field
        name="title"
        label="Title"
        hint={original && `It came as “${original}”.`}
        error={errors.title}
      >
        {(aria) => (
          <input
            {...aria}
            class="field"
            data-first
            autocomplete="off"
            required={original === undefined}
            value={title.value}
            onInput={(event) => title.value = event.currentTarget.value}
          />
        )}
      </Field>
      {topic !== null && (
        <Field
          name="merged_into"
          label="Merge into"
          hint="What mentions this topic counts as mentioning that one."
          error={errors.merged_into}
        >
          {(aria) => (
            <select {...aria} class="field">
              <Targets state={state} topic={topic} chosen={typed.mergedInto} />
            </select>
          )}
        </Field>
      )}
      <Field
        name="keywords"
        label={topic?.kind === "added" || topic === null
          ? "Keywords"
          : "Further keywords"}
        hint="Words or phrases, with commas or new lines between them. A message that has one is about this topic."
        error={errors.keywords}
      >
        {(aria) => (
          <textarea
            {...aria}
            class="field"
            rows={2}
            required={topic === null}
          >
            {typed.keywords}
          </textarea>
        )}
      </Field>
      {topic !== null && (
        <label class="topic-check">
          <input
            type="checkbox"
            name="hidden"
            checked={hidden.value}
            onChange={(event) => hidden.value = event.currentTarget.checked}
          />
          <span>Hide: messages are not sorted into it</span>
        </label>
      )}
      {failure !== null && Object.keys(errors).length === 0 && (
        <p class="field-error" role="alert">{failure.detail}</p>
      )}
      <div class="topic-actions">
        <button
          type="submit"
          name="action"
          value={topic === null ? "add" : "change"}
          class="btn btn-primary btn-sm"
        >
          {topic === null ? "Add" : "Save"}
        </button>
        <button
          type="submit"
          form="topic-open"
          name="topic"
          value=""
          class="btn btn-sm"
        >
          Cancel
        </button>
        {topic?.kind === "added" && <Delete title={topic.title} />}
      </div>
    </form>
  );
}

/** What a field's element needs to be known by its label and its error. */
interface FieldAria {
  id: string;
  name: TopicField;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

function Field({ name, label, hint, error, children }: {
  name: TopicField;
  label: string;
  hint?: string;
  error: string | undefined;
  children: (aria: FieldAria) => ComponentChildren;
}) {
  // One form is open at a time.
  const id = `topic-${name}`;
  const note = error ?? hint;
  return (
    <div class="topic-field">
      <label for={id}>{label}</label>
      {children({
        id,
        name,
        "aria-describedby": note && `${id}-note`,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {note && (
        <p
          id={`${id}-note`}
          class={error === undefined ? "field-hint" : "field-error"}
          role={error === undefined ? undefined : "alert"}
        >
          {note}
        </p>
      )}
    </div>
  );
}

function Targets({ state, topic, chosen }: {
  state: TopicsState;
  topic: TopicView;
  chosen: string;
}) {
  const others = state.list.topics.filter(({ id }) => id !== topic.id);
  return (
    <>
      <option value="" selected={chosen === ""}>
        Nothing: a topic of its own
      </option>
      {groupTopics(others).map(({ kind, name, topics }) =>
        topics.length > 0 && (
          <optgroup key={kind} label={name}>
            {topics.map(({ id, title }) => (
              <option key={id} value={id} selected={id === chosen}>
                {title}
              </option>
            ))}
          </optgroup>
        )
      )}
    </>
  );
}

/** Asks once more: what is deleted does not come back. */
function Delete({ title }: { title: string }) {
  return (
    <details class="topic-delete">
      <summary class="btn btn-sm">Delete…</summary>
      <p>
        <span>
          Delete <bdi class="font-medium">{title}</bdi> and its keywords?
        </span>
        <button
          type="submit"
          name="action"
          value="delete"
          class="btn btn-sm btn-danger"
          formNoValidate
        >
          Delete it
        </button>
      </p>
    </details>
  );
}
