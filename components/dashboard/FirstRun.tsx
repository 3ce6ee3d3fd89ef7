import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { SystemStatus } from "@/lib/models/system.ts";
import { useResource } from "@/components/live/use_resource.ts";
import { count } from "@/components/wording/number.ts";
import { firstSteps, type KnownAgent } from "./first_run.ts";

const AGENTS = "/api/v1/agents";
/** Time between two looks at whether an Agent is paired, ms. */
const LOOK_EVERY_MS = 3_000;

interface FirstRunProps {
  status: ReadonlySignal<SystemStatus>;
  agents: KnownAgent[];
}

/** What an account without conversations sees: the way to the first ones. */
export function FirstRun({ status, agents }: FirstRunProps) {
  const known = useAgents(agents, status);
  const steps = useComputed(() => firstSteps(status.value, known.value));
  const { pair, send, paired, progress } = steps.value;
  return (
    <section class="panel first-run" aria-labelledby="first-run-title">
      <h2 id="first-run-title">Three steps to your first chat</h2>
      <p class="text-muted">
        An Agent reads your own chats in your browser and sends them here. This
        page follows along, and becomes your dashboard by itself.
      </p>
      <ol class="steps-list">
        <Step state={pair} title="Pair an Agent">
          {pair === "done" ? <p>{paired ?? "An Agent is paired."}</p> : (
            <>
              <p>
                Settings gives you a code that works once and for a short time.
              </p>
              <a href="/settings#pair" class="btn btn-primary btn-sm">
                Pair an Agent
              </a>
            </>
          )}
        </Step>
        <Step state={send} title="Send the first snapshot">
          {send === "busy"
            ? <Progress progress={progress} />
            : send === "done"
            ? <p>The snapshot is in. It had no chats.</p>
            : (
              <>
                <p>
                  The extension does so by itself. Without it, import a file of
                  chats and messages:
                </p>
                <pre
                  class="command"
                  tabIndex={0}
                  aria-label="The command that imports a file"
                ><code>deno task agent --url … --token … --snapshot FILE</code></pre>
              </>
            )}
        </Step>
        <Step
          state={send === "done" ? "next" : "later"}
          title="Watch it arrive"
        >
          <p>
            Your chats show at once when all of them are here, and stay live
            from then on.
          </p>
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  state: "later" | "next" | "busy" | "done";
  title: string;
  children: ComponentChildren;
}

function Step({ state, title, children }: StepProps) {
  return (
    <li data-state={state} aria-current={state === "next" ? "step" : undefined}>
      <h3>
        {title}
        {state === "done" && <span class="sr-only">: done</span>}
      </h3>
      {children}
    </li>
  );
}

function Progress({ progress }: { progress: SystemStatus["progress"] | null }) {
  return (
    <>
      <p>Your chats are coming in. The work goes on without this page.</p>
      <progress
        class="progress progress-primary"
        aria-label="Snapshot"
        value={progress?.done}
        max={progress?.total}
      />
      <p class="text-sm">
        {progress
          ? `${count(progress.done)} of ${count(progress.total)} records`
          : "Counting records…"}
      </p>
    </>
  );
}

/** The account's Agents, looked at now and then until a snapshot is sent. */
function useAgents(
  agents: KnownAgent[],
  status: ReadonlySignal<SystemStatus>,
): ReadonlySignal<readonly KnownAgent[]> {
  const path = useComputed(() =>
    status.value.status === "AWAITING_SNAPSHOT" ? AGENTS : null
  );
  const resource = useResource<{ agents: KnownAgent[] }>(path, {
    initial: { path: AGENTS, body: { agents } },
    isLive: false,
  });
  useEffect(() => {
    const look = () => {
      if (path.peek() === null || document.hidden) return;
      if (resource.problem.peek() === null) resource.reload();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [resource]);
  return useComputed(() => resource.loaded.value?.body.agents ?? agents);
}
