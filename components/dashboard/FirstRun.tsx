import type { ReadonlySignal } from "@preact/signals";
import type { SystemStatus } from "@/lib/models/system.ts";
import { count } from "@/components/wording/number.ts";

/** What an account without conversations sees: the way to the first ones. */
export function FirstRun(
  { status }: { status: ReadonlySignal<SystemStatus> },
) {
  return status.value.status === "PROCESSING_SNAPSHOT"
    ? <Syncing status={status.value} />
    : <Steps />;
}

function Syncing({ status }: { status: SystemStatus }) {
  const { progress } = status;
  return (
    <section class="panel first-run" aria-labelledby="syncing-title">
      <h2 id="syncing-title">Your chats are coming in</h2>
      <p class="text-muted">
        Everything shows at once when the snapshot is complete. You can leave
        this page; the work goes on without it.
      </p>
      <progress
        class="progress progress-primary"
        aria-label="Snapshot"
        value={progress?.done}
        max={progress?.total}
      />
      {progress !== undefined && (
        <p class="text-sm">
          {count(progress.done)} of {count(progress.total)} records
        </p>
      )}
    </section>
  );
}

function Steps() {
  return (
    <section class="panel first-run" aria-labelledby="first-run-title">
      <h2 id="first-run-title">Three steps to your first chat</h2>
      <p class="text-muted">
        An Agent reads your own chats in your browser and sends them here. Until
        one has, there is nothing to show.
      </p>
      <ol class="steps-list">
        <li>
          <h3>Pair an Agent</h3>
          <p>
            Settings gives you a code that works once and for a short time.
          </p>
          <a href="/settings#pair" class="btn btn-primary btn-sm">
            Pair an Agent
          </a>
        </li>
        <li>
          <h3>Send the first snapshot</h3>
          <p>
            The extension does so by itself. Without it, import a file of chats
            and messages:
          </p>
          <pre
            class="command"
            tabIndex={0}
          ><code>deno task agent --url … --token … --snapshot FILE</code></pre>
        </li>
        <li>
          <h3>Watch it arrive</h3>
          <p>
            Leave this page open: it shows the progress, then your
            conversations, and stays live from then on.
          </p>
        </li>
      </ol>
    </section>
  );
}
