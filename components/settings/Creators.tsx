import { counted } from "@/components/wording/number.ts";

/** A creator whose chats the account has, and what there is of them. */
export interface CreatorEntry {
  id: string;
  name: string;
  conversations: number;
  messages: number;
}

/** What the section of creators shows. */
export interface CreatorsPanel {
  creators: CreatorEntry[];
  /** What was just erased; `null`: nothing. */
  erased: { conversations: number; messages: number } | null;
  /** Why a creator was not erased, and which. */
  failure: { creator: string; reason: string } | null;
}

/** Whose chats there are, and the end of them. */
export function Creators({ creators, erased, failure }: CreatorsPanel) {
  return (
    <section class="panel" id="creators" aria-labelledby="creators-title">
      <header class="panel-head">
        <h2 id="creators-title">Creators</h2>
      </header>
      <div class="panel-body">
        {erased !== null && (
          <p class="notice" role="status">
            Erased: {counted(erased.messages, "message")} in{" "}
            {counted(erased.conversations, "conversation")}. The account waits
            for a snapshot.
          </p>
        )}
        <ul class="creators">
          {creators.map((creator) => (
            <li key={creator.id}>
              <Creator
                creator={creator}
                failure={failure?.creator === creator.id
                  ? failure.reason
                  : null}
              />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Creator(
  { creator, failure }: { creator: CreatorEntry; failure: string | null },
) {
  const { id, name, conversations, messages } = creator;
  return (
    <>
      <div class="creator">
        <p class="min-w-0">
          <bdi class="font-medium">{name}</bdi>{" "}
          <span class="creator-id">{id}</span>
        </p>
        <p class="text-sm text-muted">
          {messages === 0
            ? "No messages yet"
            : `${counted(messages, "message")} in ${
              counted(conversations, "conversation")
            }`}
        </p>
      </div>
      <details class="erase" open={failure !== null}>
        <summary class="btn btn-xs">Erase…</summary>
        <Erase id={id} name={name} failure={failure} />
      </details>
    </>
  );
}

/** Asks for the creator's id: nobody types that by mistake. */
function Erase(
  { id, name, failure }: { id: string; name: string; failure: string | null },
) {
  const field = `erase-${id}`;
  return (
    <form method="post" action="/settings#creators">
      <p>
        This deletes every message, conversation and figure of{" "}
        <bdi class="font-medium">{name}</bdi>, what is known of fans, and what
        was set aside. It cannot be undone: download the data first. Topics, the
        time zone, the team and the Agents stay. An Agent may send everything
        again: revoke it first if it is not to.
      </p>
      <label for={field}>
        Type <code class="creator-id">{id}</code> to confirm
      </label>
      <div class="erase-typed">
        <input
          id={field}
          name="confirm"
          class="field"
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby={failure === null ? undefined : `${field}-failure`}
          aria-invalid={failure === null ? undefined : true}
        />
        <button
          type="submit"
          name="erase"
          value={id}
          class="btn btn-sm btn-danger"
        >
          Erase everything
        </button>
      </div>
      {failure !== null && (
        <p id={`${field}-failure`} class="field-error" role="alert">
          {failure}
        </p>
      )}
    </form>
  );
}
