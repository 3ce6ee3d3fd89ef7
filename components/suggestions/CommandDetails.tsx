import { useSignal } from "@preact/signals";
import type { CommandWithTrail } from "@/lib/models/commands.ts";
import type { Origin } from "@/components/inbox/stream/commands.ts";
import { useLivePage } from "@/components/live/page.ts";
import { ask } from "@/components/live/request.ts";
import { typedText } from "@/components/wording/plain_text.ts";
import { fullTime } from "@/components/wording/zoned_time.ts";
import { pathOf } from "./suggestions.ts";
import { moment, originWords, stepsOf } from "./words.ts";

interface CommandDetailsProps {
  origin: Origin;
  /** Before it becomes higher. */
  grow(): void;
}

type Trail =
  | { kind: "closed" }
  | { kind: "loading" }
  | { kind: "open"; command: CommandWithTrail }
  | { kind: "failed"; detail: string };

/** By what a message was proposed and who approved it; on demand, step by step. */
export function CommandDetails({ origin, grow }: CommandDetailsProps) {
  const trail = useSignal<Trail>({ kind: "closed" });
  const show = async () => {
    grow();
    if (trail.value.kind === "open") {
      trail.value = { kind: "closed" };
      return;
    }
    trail.value = { kind: "loading" };
    const answer = await ask<CommandWithTrail>("GET", pathOf(origin.id));
    grow();
    trail.value = answer.ok
      ? { kind: "open", command: answer.body }
      : { kind: "failed", detail: answer.problem.detail };
  };
  const shown = trail.value;
  const isOpen = shown.kind === "open";
  const by = isOpen ? shown.command.approved_by : origin.approvedBy;
  return (
    <div class="command-details">
      <p>
        <bdi>{originWords(origin.suggestion.rule, by)}</bdi>{" "}
        <button
          type="button"
          class="quiet"
          aria-expanded={isOpen}
          onClick={show}
        >
          {isOpen ? "Less" : "History"}
        </button>
      </p>
      {shown.kind === "loading" && <p role="status">Looking it up…</p>}
      {shown.kind === "failed" && <p role="alert">{shown.detail}</p>}
      {isOpen && <Steps command={shown.command} origin={origin} />}
    </div>
  );
}

function Steps(
  { command, origin }: { command: CommandWithTrail; origin: Origin },
) {
  const { now, zone } = useLivePage();
  const told = { now: now.value, zone };
  return (
    <>
      <p>
        <bdi>{typedText(origin.suggestion.reason)}</bdi>
      </p>
      <ol class="command-steps">
        {stepsOf(command.trail).map(({ words, detail, at }, i) => (
          <li key={i}>
            <bdi>{words}</bdi>{" "}
            <time
              dateTime={new Date(at).toISOString()}
              title={fullTime(zone, at)}
            >
              {moment(at, told)}
            </time>
            {detail !== "" && (
              <>
                : <bdi>{detail}</bdi>
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
