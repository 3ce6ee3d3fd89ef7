import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { Answer } from "@/components/live/request.ts";
import { TimeZone } from "@/components/settings/TimeZone.tsx";
import {
  changeTimeZone,
  readSettings,
  type TimeZoneState,
} from "@/components/settings/time_zone.ts";
import type { AccountSettings } from "@/lib/models/settings.ts";
import { timeZoneOf } from "@/lib/models/time_zones.ts";

/** Time between two looks at how far messages are counted anew, ms. */
const LOOK_EVERY_MS = 1_000;

/** The section of days and hours: its form works as it is, and here at once. */
export default function TimeZoneSettings(props: TimeZoneState) {
  const state = useSignal(props);
  const own = useSignal<string | null>(null);
  const said = useSignal("");
  const section = useRef<HTMLDivElement>(null);
  const isBusy = useRef(false);
  /** Answers that are older than the latest request say nothing. */
  const turns = useRef(0);

  const set = (change: Partial<TimeZoneState>) => {
    state.value = { ...state.value, ...change };
  };
  const field = () => section.current?.querySelector("select");
  const show = (settings: AccountSettings) => {
    const { progress } = state.value.settings;
    if (progress !== null && settings.progress === null) {
      said.value = `All figures are counted in ${settings.time_zone}.`;
    }
    set({ settings });
  };
  /** What a request came to, if none was made since. */
  const answered = async (request: Promise<Answer<AccountSettings>>) => {
    const turn = ++turns.current;
    const answer = await request;
    return turn === turns.current ? answer : null;
  };
  const look = async () => {
    const answer = await answered(readSettings());
    if (answer === null) return;
    // Another object, so that a look that failed is followed by the next one.
    show(answer.ok ? answer.body : { ...state.value.settings });
  };
  const { settings, failure } = state.value;

  useEffect(() => {
    own.value = timeZoneOf(
      new Intl.DateTimeFormat().resolvedOptions().timeZone,
    );
  }, []);
  useEffect(() => {
    if (settings.progress === null) return;
    const timer = setTimeout(look, LOOK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [settings]);
  useEffect(() => {
    if (failure !== null) field()?.focus();
  }, [failure]);

  const use = async (zone: string) => {
    set({ chosen: zone, failure: null });
    if (zone === settings.time_zone || isBusy.current) return;
    isBusy.current = true;
    const answer = await answered(changeTimeZone(zone));
    isBusy.current = false;
    if (answer === null) return;
    if (!answer.ok) {
      said.value = "";
      return set({ failure: answer.problem.detail });
    }
    said.value = answer.body.progress === null
      ? `Figures are counted in ${answer.body.time_zone}.`
      : `Counting figures anew in ${answer.body.time_zone}.`;
    // The button that was pressed may be gone.
    if (!section.current?.contains(document.activeElement)) field()?.focus();
    set({ settings: answer.body });
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    use(state.value.chosen);
  };
  return (
    <div ref={section} onSubmit={onSubmit}>
      <TimeZone
        {...state.value}
        own={own.value}
        onChoose={(chosen) => set({ chosen, failure: null })}
        onUse={(zone) => {
          field()?.focus();
          use(zone);
        }}
      />
      <p role="status" class="sr-only">{said.value}</p>
    </div>
  );
}
