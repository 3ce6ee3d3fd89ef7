import type { Change } from "./change.ts";

/** A change as an arrow and its size; the sentence is read out and on hover. */
export function ChangeMark({ change }: { change: Change }) {
  const { direction, tone, size, words } = change;
  return (
    <span class="change" data-tone={tone} title={words}>
      <span aria-hidden="true">{ARROWS[direction]}{size}</span>
      <span class="sr-only">{words}.</span>
    </span>
  );
}

const ARROWS = { up: "↑ ", down: "↓ ", same: "" } as const;
