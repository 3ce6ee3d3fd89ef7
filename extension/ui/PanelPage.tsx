import { useEffect, useRef } from "preact/hooks";
import { Mark } from "@/components/shell/icons.tsx";
import type { AgentStatus } from "../messages.ts";
import { About } from "./About.tsx";
import { Account } from "./Account.tsx";
import { Confirm } from "./Confirm.tsx";
import type { Panel } from "./panel.ts";
import { PairForm } from "./PairForm.tsx";
import { Pending } from "./Pending.tsx";
import { type Act, type Memory, PanelContext } from "./context.ts";
import { hintOf, lossOf } from "./words.ts";

interface PanelPageProps {
  panel: Panel;
  memory: Memory;
  /** What this browser is called, unless somebody says otherwise. */
  browserName: string;
  /** `popup`: what is read rarely is folded up, and opens as a page. */
  kind: "popup" | "page";
}

/** Everything that the extension shows: as a popup, or as a page of its own. */
export function PanelPage(
  { panel, memory, browserName, kind }: PanelPageProps,
) {
  useEffect(() => panel.open(), [panel]);
  const title = useRef<HTMLHeadingElement>(null);
  const act: Act = async (request, done) => {
    const outcome = await panel.act(request, done);
    // What was pressed may be gone; whoever uses the keyboard is not.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) title.current?.focus();
    });
    return outcome;
  };
  const status = panel.status.value;
  const problem = panel.problem.value;
  return (
    <PanelContext.Provider
      value={{ act, memory, browserName, now: panel.now.value }}
    >
      <header class="top">
        <Mark />
        <h1 ref={title} tabIndex={-1}>Rapport Agent</h1>
        {status !== null && <CaptureSwitch paused={status.paused} act={act} />}
      </header>
      <p role="status" class="sr-only">{panel.said.value}</p>
      {problem !== null && <p class="notice" data-tone="bad">{problem}</p>}
      {status === null
        ? problem === null && <p class="muted">Looking…</p>
        : <Standing status={status} kind={kind} />}
    </PanelContext.Provider>
  );
}

function CaptureSwitch({ paused, act }: { paused: boolean; act: Act }) {
  return (
    <label class="switch">
      <span>Capture</span>
      <input
        type="checkbox"
        role="switch"
        checked={!paused}
        onChange={async ({ currentTarget: box }) => {
          const wanted = !box.checked;
          const outcome = await act(
            { type: "pause", paused: wanted },
            wanted ? "Paused." : "Capturing.",
          );
          if (!outcome.ok) box.checked = wanted;
        }}
      />
    </label>
  );
}

function Standing(
  { status, kind }: { status: AgentStatus; kind: "popup" | "page" },
) {
  const { creators, pending, current, held } = status;
  const hint = hintOf(status);
  // The account that is open comes first.
  const ordered = creators.toSorted((one, other) =>
    Number(other.creator.id === current) - Number(one.creator.id === current)
  );
  const unpaired = creators.filter(({ pairing }) => pairing === null).length;
  const isNew = creators.length === 0;
  return (
    <>
      <div class="standing">
        {hint !== null && (
          <p class="notice" data-tone={status.paused ? "quiet" : "busy"}>
            {hint}
          </p>
        )}
        {ordered.map((one) => (
          <Account
            key={one.creator.id}
            status={one}
            isOpen={creators.length > 1 && one.creator.id === current}
            isAlone={unpaired === 1}
          />
        ))}
        {pending !== null && <Pending pairing={pending} />}
        {isNew && pending === null && (
          <section class="panel" aria-labelledby="pair-first">
            <h2 id="pair-first">Pair with Rapport</h2>
            <PairForm
              creator={null}
              appliesTo={`It pairs the first account that you open on ${status.site}.`}
            />
          </section>
        )}
      </div>
      <div class="aside">
        <About status={status} isOpen={kind === "page"} />
        <footer class="foot">
          {(creators.length > 1 || (isNew && held > 0)) && (
            <Confirm
              verb="Delete all captured data"
              subject="of every account"
              button="Delete it all"
              request={{ type: "wipe", creator: null }}
              done="Deleted what was captured."
            >
              Delete everything that was captured from this browser? {isNew
                ? "It is not delivered, and will be lost for good."
                : lossOf(creators)} Pairings stay.
            </Confirm>
          )}
          <p class="foot-row muted">
            <span>Version {status.version}</span>
            {kind === "popup" && (
              <a href="/options.html" target="_blank">Open as a page</a>
            )}
          </p>
        </footer>
      </div>
    </>
  );
}
