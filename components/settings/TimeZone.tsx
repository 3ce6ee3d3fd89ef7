import type { Progress } from "@/lib/models/system.ts";
import { count } from "@/components/wording/number.ts";
import {
  groupZones,
  offsetWords,
  type TimeZoneState,
  zoneLabel,
  zoneName,
} from "./time_zone.ts";

interface TimeZoneProps extends TimeZoneState {
  /** The browser's own zone; `null` where no script can tell. */
  own: string | null;
  onChoose: (zone: string) => void;
  onUse: (zone: string) => void;
}

/** By which zone's days and hours figures are counted, and a choice of it. */
export function TimeZone(props: TimeZoneProps) {
  const { settings: { time_zone, progress }, own, onUse } = props;
  return (
    <>
      <header class="panel-head">
        <h2 id="time-zone-title">Days and hours</h2>
        <p class="panel-aside">
          {progress === null ? "In" : "Changing to"} {zoneName(time_zone)}
        </p>
      </header>
      <div class="panel-body">
        <p class="text-muted">
          Figures by day and hour go by the clocks of this time zone: a day
          begins at midnight there.
        </p>
        <div class="zone-tools">
          <ZoneForm {...props} />
          {progress !== null
            ? <Counting progress={progress} />
            : own !== null && own !== time_zone && (
              <p class="zone-own">
                <span>
                  This browser is in{" "}
                  <span class="font-medium">{zoneName(own)}</span>.
                </span>
                <button
                  type="button"
                  class="btn btn-xs"
                  onClick={() => onUse(own)}
                >
                  Use {zoneLabel(own)}
                </button>
              </p>
            )}
        </div>
      </div>
    </>
  );
}

function ZoneForm(
  { settings, zones, chosen, now, failure, onChoose }: TimeZoneProps,
) {
  const isNews = chosen !== settings.time_zone;
  return (
    <form method="post" action="/settings#time-zone" class="zone-form">
      <label for="time-zone-field">Time zone</label>
      <div class="zone-choice">
        <select
          id="time-zone-field"
          name="time_zone"
          class="field"
          autocomplete="off"
          aria-describedby="time-zone-note"
          aria-invalid={failure === null ? undefined : true}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          <option value="UTC" selected={chosen === "UTC"}>UTC</option>
          {groupZones(zones).map(({ name, zones }) => (
            <optgroup key={name} label={name}>
              {zones.map(({ id, label }) => (
                <option key={id} value={id} selected={id === chosen}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <button
          type="submit"
          class={isNews ? "btn btn-primary btn-sm" : "btn btn-sm"}
        >
          Save
        </button>
      </div>
      <p
        id="time-zone-note"
        class={failure === null ? "field-hint" : "field-error"}
        role={failure === null ? undefined : "alert"}
      >
        {failure ?? offsetWords(chosen, now)}
      </p>
    </form>
  );
}

function Counting({ progress: { done, total } }: { progress: Progress }) {
  return (
    <div class="zone-counting">
      <p id="time-zone-progress" class="text-base-content">
        Counting messages anew: {count(done)} of {count(total)}
      </p>
      <progress
        class="progress progress-primary"
        aria-labelledby="time-zone-progress"
        value={done}
        max={Math.max(total, 1)}
      />
      <p>Figures stay those of before until all are counted.</p>
    </div>
  );
}
