import { ago } from "@/components/wording/time.ts";

/** How long a fan has waited since then, ms: "waits", "waits 5m", "waits 3h". */
export function waits(since: number, now: number): string {
  const age = ago(since, now);
  return age === "now" ? "waits" : `waits ${age}`;
}
