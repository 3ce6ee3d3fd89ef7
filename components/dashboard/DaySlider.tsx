import type { ComponentChildren } from "preact";
import type { Signal } from "@preact/signals";
import { dayAfterKey } from "./day_keys.ts";

interface DaySliderProps {
  /** What is drawn, for people: "Messages and sentiment by day". */
  label: string;
  /** How many days there are. */
  count: number;
  /** The day that is looked at, by its place; `null`: none. */
  chosen: Signal<number | null>;
  /** A day in words. */
  describe(place: number): string;
  /** Opens what is behind a day. */
  open(place: number): void;
  class: string;
  children: ComponentChildren;
}

/**
 * Days in a row that are drawn, read out and opened one by one by keyboard:
 * arrows, Home and End go from day to day, Enter opens.
 */
export function DaySlider(props: DaySliderProps) {
  const { label, count, chosen, describe, open } = props;
  const place = Math.min(chosen.value ?? count - 1, count - 1);
  return (
    <div
      class={`day-slider ${props.class}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, count - 1)}
      aria-valuenow={Math.max(0, place)}
      aria-valuetext={count === 0 ? "No days" : describe(place)}
      onKeyDown={(event) => {
        if (count === 0) return;
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          return open(place);
        }
        const next = dayAfterKey(event.key, chosen.value, count);
        if (next === undefined) return;
        event.preventDefault();
        chosen.value = next;
      }}
    >
      {props.children}
    </div>
  );
}
