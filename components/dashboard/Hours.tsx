import { useRef } from "preact/hooks";
import { type Signal, useSignal } from "@preact/signals";
import { useEvidence } from "@/components/evidence/evidence.ts";
import type { Resource } from "@/components/live/resource.ts";
import { count } from "@/components/wording/number.ts";
import type { Answers } from "./answers.ts";
import {
  bestHourSentence,
  type Cell,
  hourAfterKey,
  hourName,
  hourSentence,
  levelOf,
  type Measure,
  measured,
  MEASURES,
  measureWords,
  stepsOf,
  WEEKDAYS,
  weekOf,
} from "./hours.ts";
import { type Known, Panel } from "./Panel.tsx";

/** When fans write, wait and pay, by hour of the week. */
export function Hours({ hours }: { hours: Resource<Answers["hours"]> }) {
  const measure = useSignal<Measure>("inbound");
  const isPaid = hours.loaded.value?.body.hours
    .some(({ revenue }) => revenue > 0) ?? false;
  const measures = MEASURES.filter(({ id }) => id !== "revenue" || isPaid);
  return (
    <Panel
      name="hours"
      title="Best hours"
      resource={hours}
      aside={
        <div class="segments" role="group" aria-label="What is shown">
          {measures.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              class="segment"
              aria-pressed={measure.value === id}
              onClick={() => measure.value = id}
            >
              {label}
            </button>
          ))}
        </div>
      }
    >
      {(known) => (
        <Week
          known={known}
          measure={isPaid || measure.value !== "revenue"
            ? measure.value
            : "inbound"}
        />
      )}
    </Panel>
  );
}

/** An hour by its name alone. */
type Place = Pick<Cell, "weekday" | "hour">;

interface WeekProps {
  known: Known<Answers["hours"]>;
  measure: Measure;
}

function Week({ known: { body, scope }, measure }: WeekProps) {
  const open = useEvidence();
  const table = useRef<HTMLTableElement>(null);
  /** The one hour that Tab leads to. */
  const current = useSignal<Place>({ weekday: 1, hour: 0 });
  const pointed = useSignal<Place | null>(null);
  const week = weekOf(body.hours);
  const steps = stepsOf(week, measure);
  const cellAt = ({ weekday, hour }: Place) => week[weekday - 1]?.[hour];
  const show = (place: Place) => {
    const cell = cellAt(place);
    if (cell === undefined || cell.inbound === 0) return;
    const { weekday, hour } = cell;
    open({
      title: `Messages from fans on ${hourName(cell)}`,
      value: count(cell.inbound),
      metric: "hours",
      params: { ...scope, weekday: String(weekday), hour: String(hour) },
      unit: "count",
    });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return show(current.value);
    }
    const next = hourAfterKey(event.key, current.value);
    if (next === null) return;
    event.preventDefault();
    current.value = next;
    pointed.value = next;
    table.current?.querySelector<HTMLElement>(selectorOf(next))?.focus();
  };
  const at = ({ target }: Event) => placeOf(target);
  const shown = pointed.value === null ? undefined : cellAt(pointed.value);
  return (
    <>
      <table
        ref={table}
        class="week"
        role="grid"
        aria-label="Hours of the week"
        onKeyDown={press}
        onClick={(event) => {
          const place = at(event);
          if (place === null) return;
          current.value = place;
          show(place);
        }}
        onFocusIn={(event) => pointed.value = at(event)}
        onFocusOut={() => pointed.value = null}
        onPointerOver={(event) => pointed.value = at(event)}
        onPointerLeave={() => pointed.value = null}
      >
        <thead>
          <tr>
            <td />
            {[...Array(24).keys()].map((hour) => (
              <th
                key={hour}
                scope="col"
                data-hour={hour % 3 === 0 || undefined}
              >
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {week.map((cells, day) => (
            <tr key={day}>
              <th scope="row">
                <abbr title={WEEKDAYS[day]}>{WEEKDAYS[day]?.slice(0, 3)}</abbr>
              </th>
              {cells.map((cell) => (
                <HourCell
                  key={cell.hour}
                  cell={cell}
                  level={levelOf(measured(cell, measure), steps)}
                  current={current}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="week-foot">
        <p class="tile-note">
          {shown === undefined
            ? bestHourSentence(week, measure)
            : hourSentence(shown)}
        </p>
        <Scale steps={steps} measure={measure} />
      </div>
    </>
  );
}

interface HourCellProps {
  cell: Cell;
  level: number;
  current: Signal<Place>;
}

function HourCell({ cell, level, current }: HourCellProps) {
  const { weekday, hour } = cell;
  const isCurrent = current.value.weekday === weekday &&
    current.value.hour === hour;
  return (
    <td
      role="gridcell"
      class="hour"
      data-level={level}
      data-place={`${weekday}-${hour}`}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={hourSentence(cell)}
    />
  );
}

function selectorOf({ weekday, hour }: Place): string {
  return `[data-place="${weekday}-${hour}"]`;
}

function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element
    ? target.closest<HTMLElement>("[data-place]")
    : null;
  const [weekday, hour] = (cell?.dataset.place ?? "").split("-").map(Number);
  return weekday === undefined || hour === undefined ? null : { weekday, hour };
}

/** What the shades mean. */
function Scale({ steps, measure }: { steps: number[]; measure: Measure }) {
  if (steps.length === 0) return null;
  return (
    <ol class="scale" aria-label="Shades, up to">
      {steps.map((end) => (
        <li key={end}>
          <span class="hour" data-level={levelOf(end, steps)} />
          {measureWords(end, measure)}
        </li>
      ))}
    </ol>
  );
}
