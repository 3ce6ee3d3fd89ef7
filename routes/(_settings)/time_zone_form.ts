import type { TimeZoneState } from "@/components/settings/time_zone.ts";
import type { Brain } from "@/lib/brain.ts";
import { type AccountId, SettingsChange, timeZones } from "@/lib/models/mod.ts";

/** A zone that was asked for and is refused, and why. */
export type RefusedZone = Pick<TimeZoneState, "chosen" | "failure">;

/** Whether a form is of the section of days and hours. */
export function isTimeZoneForm(form: FormData): boolean {
  return form.has("time_zone");
}

/**
 * Does what a form of the section asks that a browser without scripts sent;
 * gives what to show if it is refused, and `null` if it is done.
 */
export async function submitTimeZoneForm(
  brain: Brain,
  account: AccountId,
  form: FormData,
): Promise<RefusedZone | null> {
  const change = SettingsChange.safeParse({
    time_zone: form.get("time_zone"),
  });
  if (!change.success) {
    const { time_zone: chosen } = await brain.settings(account);
    return { chosen, failure: "There is no such time zone." };
  }
  await brain.changeTimeZone(account, change.data.time_zone);
  return null;
}

/** What the section of days and hours shows. */
export async function timeZonePanel(
  brain: Brain,
  account: AccountId,
  refused: RefusedZone | null,
): Promise<TimeZoneState> {
  const settings = await brain.settings(account);
  return {
    settings,
    zones: timeZones(),
    chosen: settings.time_zone,
    failure: null,
    ...refused,
    now: Date.now(),
  };
}
