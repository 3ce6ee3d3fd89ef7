import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import {
  dateIn,
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
  onChange(range: Range): void;
}

/** Which days the page's figures are of. Its presets work without script. */
export function RangePicker(props: RangePickerProps) {
  const { range, onChange } = props;
  return (
    <div class="range-picker" role="group" aria-label="Days">
      {PRESETS.map((days) => {
        const preset: Range = { kind: "last", days };
        const isChosen = range.kind === "last" && range.days === days;
        return (
          <a
            key={days}
            href={addressOf(preset)}
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

/** The part of the address for a range, beside whatever else it has. */
function addressOf(range: Range): string {
  const query = new URLSearchParams(
    typeof location === "undefined" ? "" : location.search,
  );
  for (const name of ["range", "from", "to"]) query.delete(name);
  for (const [name, value] of Object.entries(rangeQuery(range))) {
    query.set(name, value);
  }
  return `?${query}`;
}

/** Puts a range into the page's address, so that it can be shared. */
export function rememberRange(range: Range): void {
  history.replaceState(null, "", addressOf(range));
}

function Custom({ range, zone, now, onChange }: RangePickerProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const isWrong = useSignal(false);
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
        <label class="range-field">
          From
          <input
            class="field"
            type="date"
            name="from"
            required
            max={dateIn(zone, now)}
            defaultValue={shown.start_date}
          />
        </label>
        <label class="range-field">
          To, and with it
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
