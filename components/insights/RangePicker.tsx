import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { closeWhenLeft } from "@/components/shell/menu.ts";
import { dayIn } from "@/components/wording/zoned_time.ts";
import {
  isRange,
  plusDays,
  PRESETS,
  type Range,
  rangeParameters,
  rangeQuery,
  rangeWords,
} from "./range.ts";

interface RangePickerProps {
  range: Range;
  zone: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** What else the page's address asks for, and goes on asking for. */
  query?: Readonly<Record<string, string>>;
  onChange(range: Range): void;
}

/** Which days the page's figures are of. Its presets work without script. */
export function RangePicker(props: RangePickerProps) {
  const { range, query = {}, onChange } = props;
  return (
    <div class="range-picker" role="group" aria-label="Days">
      {PRESETS.map((days) => {
        const preset: Range = { kind: "last", days };
        const isChosen = range.kind === "last" && range.days === days;
        return (
          <a
            key={days}
            href={`?${new URLSearchParams({
              ...query,
              ...rangeQuery(preset),
            })}`}
            class="range-option"
            aria-current={isChosen ? "true" : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onChange(preset);
            }}
          >
            {days} days
          </a>
        );
      })}
      <Custom {...props} />
    </div>
  );
}

/** Puts a range into the page's address, so that it can be shared. */
export function rememberRange(range: Range): void {
  const url = new URL(location.href);
  for (const name of ["range", "from", "to"]) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(rangeQuery(range))) {
    url.searchParams.set(name, value);
  }
  history.replaceState(history.state, "", url);
}

function Custom({ range, zone, now, query = {}, onChange }: RangePickerProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const isWrong = useSignal(false);
  useEffect(() => closeWhenLeft(menu.current), []);
  useEffect(() => {
    isWrong.value = false;
  }, [range]);
  const shown = rangeParameters(range, { now, zone });
  const isChosen = range.kind === "custom";
  return (
    <details ref={menu} class="menu range-custom">
      <summary
        class="range-option"
        aria-current={isChosen ? "true" : undefined}
      >
        {isChosen ? rangeWords(range) : "Custom"}
      </summary>
      <form
        class="menu-body"
        method="get"
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          const [from, to] = [data.get("from"), data.get("to")].map(String);
          isWrong.value = !isRange(from ?? "", to ?? "");
          if (isWrong.value) return;
          if (menu.current !== null) menu.current.open = false;
          onChange({ kind: "custom", from: from ?? "", to: to ?? "" });
        }}
      >
        {Object.entries(query).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label class="range-field">
          From
          <input
            class="field"
            type="date"
            name="from"
            required
            max={dayIn(zone, now)}
            defaultValue={shown.start_date}
          />
        </label>
        <label class="range-field">
          To and including
          <input
            class="field"
            type="date"
            name="to"
            required
            defaultValue={plusDays(shown.end_date, -1)}
          />
        </label>
        {isWrong.value && (
          <p class="field-error" role="alert">
            From one day to a later one, at most three years.
          </p>
        )}
        <button type="submit" class="btn btn-sm btn-primary">Show</button>
      </form>
    </details>
  );
}
