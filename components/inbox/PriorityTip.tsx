import { useLayoutEffect, useRef } from "preact/hooks";
import { count } from "@/components/wording/number.ts";
import { PRIORITY_PARTS, withTimes } from "@/components/wording/priority.ts";
import { dateTime } from "@/components/wording/time.ts";
import type { Explained, PriorityReasons } from "./priority_reasons.ts";
import type { InboxPage } from "./use_inbox_page.ts";

/** The id of the tip, for what it describes. */
export const TIP_ID = "priority-tip";
/** Time to get from a priority to its tip, ms. */
export const LEAVE_MS = 150;
/** Space that the tip keeps from the window's edges, in pixels. */
const EDGE = 8;

/** Why the conversation that somebody points at has its priority. */
export function PriorityTip({ page: { reasons } }: { page: InboxPage }) {
  const explained = reasons.shown.value;
  return explained === null
    ? null
    : <Tip key={explained.id} explained={explained} reasons={reasons} />;
}

function Tip(
  { explained, reasons }: { explained: Explained; reasons: PriorityReasons },
) {
  const tip = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (tip.current === null) return;
    if (!tip.current.matches(":popover-open")) tip.current.showPopover();
    place(tip.current, explained.id);
  }, [explained]);
  return (
    <div
      ref={tip}
      id={TIP_ID}
      role="tooltip"
      popover="manual"
      class="priority-tip"
      onPointerEnter={() => reasons.stay()}
      onPointerLeave={() => reasons.leave(LEAVE_MS)}
    >
      <Reasons explained={explained} />
    </div>
  );
}

function Reasons(
  { explained: { priority, problem } }: { explained: Explained },
) {
  if (problem !== null) return <p>{problem}</p>;
  if (priority === null) return <p class="text-muted">Looking why …</p>;
  return (
    <>
      <p class="font-semibold">
        Priority {count(priority.priority_score)} of 100
      </p>
      <ul>
        {priority.parts.map(({ part, points, most, because }) => (
          <li key={part} data-none={points === 0}>
            <span class="tip-part">{PRIORITY_PARTS[part]}</span>
            <span class="tip-points">
              {points.toFixed(1)} of {count(most)}
            </span>
            <span class="tip-because">{withTimes(because, dateTime)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Puts the tip beside the row, as far as the window lets it. */
function place(tip: HTMLElement, id: string): void {
  const row = document.querySelector(`[data-chat="${CSS.escape(id)}"]`);
  if (row === null) return;
  const beside = row.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(beside.right - EDGE, innerWidth - width - EDGE);
  const top = Math.min(beside.top, innerHeight - height - EDGE);
  tip.style.setProperty("left", `${Math.max(EDGE, left)}px`);
  tip.style.setProperty("top", `${Math.max(EDGE, top)}px`);
}
