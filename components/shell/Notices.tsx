import { useRef } from "preact/hooks";
import {
  type ReadonlySignal,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import type { LiveStore } from "@/components/live/store.ts";
import { ago } from "@/components/wording/time.ts";

/** A lost connection is mentioned from this try on: most are back before. */
const TRIES_BEFORE_MENTION = 3;

interface NoticesProps {
  store: LiveStore;
  now: ReadonlySignal<number>;
}

/** What the reader has to know before trusting the figures. */
export function Notices({ store, now }: NoticesProps) {
  return (
    <>
      <Lost store={store} now={now} />
      <Limits store={store} />
    </>
  );
}

function Lost({ store, now }: NoticesProps) {
  const connection = store.connection.value;
  const liveAt = useLiveAt(store);
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

/** When the page last was live, ms since the epoch; `null` if not yet. */
function useLiveAt(store: LiveStore): ReadonlySignal<number | null> {
  const liveAt = useSignal<number | null>(null);
  const wasLive = useRef(false);
  useSignalEffect(() => {
    const isLive = store.connection.value.kind === "live";
    if (wasLive.current) liveAt.value = Date.now();
    wasLive.current = isLive;
  });
  return liveAt;
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
