import { useId, useRef } from "preact/hooks";
import { type Signal, useSignal } from "@preact/signals";
import type { Note, NoteList } from "@/lib/models/notes.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { useLivePage } from "@/components/live/page.ts";
import { type Answer, ask } from "@/components/live/request.ts";
import type { Resource } from "@/components/live/resource.ts";
import { typedText } from "@/components/wording/plain_text.ts";
import { fullTime, shortDate } from "@/components/wording/zoned_time.ts";
import { State } from "./State.tsx";

/** As MAX_NOTE_TEXT of lib/models/notes.ts, which would bring Zod along. */
const MOST_CHARACTERS = 2_000;

interface NotesProps {
  chat: string;
  notes: Resource<NoteList>;
}

/** What the team wrote down of a fan. */
export function Notes({ chat, notes }: NotesProps) {
  const path = `/api/v1/conversations/${encodeURIComponent(chat)}/notes`;
  const list = notes.loaded.value?.body.notes ?? null;
  const edited = useSignal<string | null>(null);
  const done = (answer: Answer<unknown>): string | null => {
    if (!answer.ok) {
      return answer.problem.errors?.[0]?.detail ?? answer.problem.detail;
    }
    edited.value = null;
    notes.reload();
    return null;
  };
  if (list === null) return <State resource={notes} reading="Reading notes…" />;
  return (
    <>
      <State resource={notes} reading="" />
      <NoteForm
        label="New note"
        action="Add"
        save={async (text) => done(await ask("POST", path, { text }))}
      />
      {list.length === 0 && <p class="fan-note">No notes yet.</p>}
      <ul class="notes">
        {list.map((note) => (
          <li key={note.id}>
            {edited.value === note.id
              ? (
                <NoteForm
                  label="Edit note"
                  action="Save"
                  text={note.text}
                  cancel={() => edited.value = null}
                  save={async (text) =>
                    done(
                      await ask("PATCH", addressOf(path, note), { text }),
                    )}
                />
              )
              : (
                <NoteText
                  note={note}
                  edited={edited}
                  remove={async () =>
                    done(await ask("DELETE", addressOf(path, note)))}
                />
              )}
          </li>
        ))}
      </ul>
    </>
  );
}

function addressOf(path: string, { id }: Note): string {
  return `${path}/${encodeURIComponent(id)}`;
}

interface NoteTextProps {
  note: Note;
  edited: Signal<string | null>;
  /** Gives what went wrong. */
  remove(): Promise<string | null>;
}

function NoteText({ note, edited, remove }: NoteTextProps) {
  const { zone } = useLivePage();
  const isAsked = useSignal(false);
  const problem = useSignal<string | null>(null);
  const at = parseTimestamp(note.changed_at ?? note.created_at);
  const named = ` the note “${typedText(note.text.slice(0, 40))}”`;
  return (
    <>
      <p class="note-text">
        <bdi dir="auto">{typedText(note.text)}</bdi>
      </p>
      <p class="note-meta">
        <span title={at === null ? undefined : fullTime(zone, at)}>
          <bdi>{note.created_by}</bdi>
          {at !== null && `, ${shortDate(zone, at)}`}
          {note.changed_at !== null && ", changed"}
        </span>
        <span class="note-tools">
          {isAsked.value
            ? (
              <>
                <button
                  type="button"
                  class="quiet text-error"
                  onClick={async () => {
                    problem.value = await remove();
                  }}
                >
                  Delete it
                </button>
                <button
                  type="button"
                  class="quiet"
                  onClick={() => isAsked.value = false}
                >
                  Keep it
                </button>
              </>
            )
            : (
              <>
                <button
                  type="button"
                  class="quiet"
                  onClick={() => edited.value = note.id}
                >
                  Edit<span class="sr-only">
                    {named}
                  </span>
                </button>
                <button
                  type="button"
                  class="quiet"
                  onClick={() => isAsked.value = true}
                >
                  Delete<span class="sr-only">
                    {named}
                  </span>
                </button>
              </>
            )}
        </span>
      </p>
      {problem.value !== null && (
        <p class="field-error" role="alert">{problem.value}</p>
      )}
    </>
  );
}

interface NoteFormProps {
  label: string;
  action: string;
  text?: string;
  /** Gives what went wrong; `null`: nothing did. */
  save(text: string): Promise<string | null>;
  cancel?: () => void;
}

function NoteForm({ label, action, text = "", save, cancel }: NoteFormProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const written = useSignal(text);
  const problem = useSignal<string | null>(null);
  const isSaving = useSignal(false);
  const id = useId();
  const submit = async () => {
    if (written.value.trim() === "" || isSaving.value) return;
    isSaving.value = true;
    problem.value = await save(written.value);
    isSaving.value = false;
    if (problem.value === null && cancel === undefined) written.value = "";
    field.current?.focus();
  };
  return (
    <form
      class="note-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        ref={field}
        class="field"
        rows={2}
        dir="auto"
        maxLength={MOST_CHARACTERS}
        aria-label={label}
        aria-describedby={problem.value === null ? undefined : id}
        aria-invalid={problem.value === null ? undefined : "true"}
        placeholder="Write down what is worth remembering"
        value={written.value}
        onInput={(event) => written.value = event.currentTarget.value}
        onKeyDown={(event) => {
          if (event.key === "Escape") cancel?.();
        }}
      />
      {problem.value !== null && (
        <p id={id} class="field-error" role="alert">{problem.value}</p>
      )}
      <p class="note-tools">
        <button
          type="submit"
          class="btn btn-sm"
          disabled={isSaving.value || written.value.trim() === ""}
        >
          {action}
        </button>
        {cancel !== undefined && (
          <button type="button" class="btn btn-sm btn-ghost" onClick={cancel}>
            Cancel
          </button>
        )}
      </p>
    </form>
  );
}
