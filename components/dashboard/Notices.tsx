import type { ReadonlySignal } from "@preact/signals";
import type { LiveStore } from "@/components/live/store.ts";
import { ago } from "@/components/wording/time.ts";

/** A lost connection is mentioned from this try on: most are back before. */
const TRIES_BEFORE_MENTION = 3;

interface NoticesProps {
  store: LiveStore;
  now: ReadonlySignal<number>;
  /** When the page last was live, ms since the epoch; `null` if not yet. */
  liveAt: ReadonlySignal<number | null>;
}

/** What the reader has to know before trusting the figures. */
export function Notices({ store, now, liveAt }: NoticesProps) {
  return (
    <>
      <Lost store={store} now={now} liveAt={liveAt} />
      <Limits store={store} />
      <Problem store={store} />
    </>
  );
}

function Lost({ store, now, liveAt }: NoticesProps) {
  const connection = store.connection.value;
  if (connection.kind === "stopped") {
    return (
      <div class="notice" data-tone="bad" role="alert">
        <p>
          {connection.reason === "forbidden"
            ? "This account is not open to you, so nothing here is live."
            : "Your session has ended."}
        </p>
        <a href="/login?reason=expired" class="btn btn-sm">Sign in</a>
      </div>
    );
  }
  if (
    connection.kind !== "reconnecting" ||
    connection.attempt < TRIES_BEFORE_MENTION
  ) return null;
  return (
    <div class="notice" data-tone="busy" role="status">
      <p>
        The service cannot be reached. {liveAt.value === null
          ? "You see what was known when the page was loaded."
          : `You see what was known ${asOf(liveAt.value, now.value)}.`}{" "}
        The page keeps trying, and catches up by itself.
      </p>
    </div>
  );
}

function asOf(then: number, now: number): string {
  const age = ago(then, now);
  return age === "now" ? "a moment ago" : `${age} ago`;
}

function Limits({ store }: { store: LiveStore }) {
  const { status, detail } = store.state.status.value;
  if (status !== "DEGRADED" && status !== "ERROR") return null;
  return (
    <div
      class="notice"
      data-tone={status === "ERROR" ? "bad" : "busy"}
      role="status"
    >
      <p>
        {status === "ERROR"
          ? "New messages are kept, but not processed at the moment."
          : "A part of the service is limited at the moment."}
        {detail !== undefined && ` ${detail}`}
      </p>
    </div>
  );
}

function Problem({ store }: { store: LiveStore }) {
  const problem = store.state.problem.value;
  if (problem === null) return null;
  return (
    <div class="notice" data-tone="bad" role="alert">
      <p>
        {problem.errorMessage}
        {problem.detail !== undefined && (
          <span class="block text-sm text-muted">{problem.detail}</span>
        )}
      </p>
      <button
        type="button"
        class="btn btn-sm"
        onClick={() => store.state.dismissProblem()}
      >
        Dismiss
      </button>
    </div>
  );
}
