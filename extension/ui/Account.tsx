import { useSignal } from "@preact/signals";
import type { CreatorStatus } from "../messages.ts";
import { Confirm } from "./Confirm.tsx";
import { usePanel } from "./context.ts";
import { PairForm } from "./PairForm.tsx";
import { PairedWith, unpairQuestion } from "./Pending.tsx";
import {
  connectionWords,
  creatorName,
  figuresOf,
  lossOf,
  notesOf,
} from "./words.ts";

interface AccountProps {
  status: CreatorStatus;
  /** Whether it is the one of several that is open in the browser. */
  isOpen: boolean;
  /** Whether no other account is left to be paired. */
  isAlone: boolean;
}

/** One creator account: how things stand, and what can be done about it. */
export function Account({ status, isOpen, isAlone }: AccountProps) {
  const { creator, pairing, connection, snapshot, messages, chats } = status;
  const { now } = usePanel();
  const name = creatorName(creator);
  const title = `account-${creator.id}`;
  const { tone, shown } = connectionWords(connection);
  return (
    <section class="panel" aria-labelledby={title}>
      <header class="panel-head">
        <h2 id={title}>
          <bdi>{name}</bdi>
          {creator.username !== null && creator.username !== name && (
            <bdi class="username">@{creator.username}</bdi>
          )}
        </h2>
        {isOpen && <span class="chip">open now</span>}
      </header>
      <p class="connection" data-tone={tone}>
        <span class="connection-dot" />
        <span>{shown}</span>
      </p>
      <ul class="figures">
        {figuresOf(status, now).map(({ value, words }) => (
          <li key={words}>
            <strong>{value}</strong> <span>{words}</span>
          </li>
        ))}
      </ul>
      {snapshot !== null && <Snapshot {...snapshot} />}
      {notesOf(status, now).map((note) => (
        <p key={note} class="account-note">{note}</p>
      ))}
      {pairing === null
        ? <Unpaired id={creator.id} name={name} isOpen={isAlone} />
        : <PairedWith pairing={pairing} />}
      <div class="actions">
        {pairing !== null && RESTING.has(connection.state) && (
          <ConnectNow id={creator.id} name={name} />
        )}
        {pairing !== null && (
          <Confirm
            verb="Unpair"
            subject={name}
            button="Unpair it"
            request={{ type: "unpair", creator: creator.id }}
            done={`Unpaired ${name}.`}
          >
            {unpairQuestion(pairing)}
          </Confirm>
        )}
        {(messages > 0 || chats > 0) && (
          <Confirm
            verb="Delete captured data"
            subject={name}
            button="Delete it"
            request={{ type: "wipe", creator: creator.id }}
            done={`Deleted what was captured of ${name}.`}
          >
            Delete what was captured of <bdi>{name}</bdi> from this browser?
            {" "}
            {lossOf([status])}
          </Confirm>
        )}
      </div>
    </section>
  );
}

/** States in which somebody may want it to try again. */
const RESTING: ReadonlySet<string> = new Set(["waiting", "stopped"]);

function ConnectNow({ id, name }: { id: string; name: string }) {
  const { act } = usePanel();
  const problem = useSignal<string | null>(null);
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={async () => {
          const outcome = await act(
            { type: "connect", creator: id },
            `Connecting ${name}.`,
          );
          problem.value = outcome.ok ? null : outcome.error;
        }}
      >
        Connect now <span class="sr-only">{name}</span>
      </button>
      {problem.value !== null && (
        <p class="field-error" role="alert">{problem.value}</p>
      )}
    </>
  );
}

function Snapshot({ done, total }: { done: number; total: number }) {
  return (
    <div class="snapshot">
      <p>Sending everything captured so far: {done} of {total} parts</p>
      <progress aria-label="Parts sent" value={done} max={total} />
    </div>
  );
}

function Unpaired(
  { id, name, isOpen }: { id: string; name: string; isOpen: boolean },
) {
  const isAsked = useSignal(false);
  if (!isOpen && !isAsked.value) {
    return (
      <button
        type="button"
        class="button"
        onClick={() => isAsked.value = true}
      >
        Pair… <span class="sr-only">{name}</span>
      </button>
    );
  }
  return (
    <PairForm
      creator={id}
      appliesTo={`It pairs ${name} only.`}
      takesFocus={isAsked.value}
    />
  );
}
