import { duration } from "@/components/wording/time.ts";
import type { FunnelStage } from "@/lib/models/insight_queries.ts";

/** What the steps of the funnel are called. */
export const STAGES: Record<FunnelStage, string> = {
  session: "Session",
  greeting: "Greeting",
  offer: "Offer",
  purchase: "Purchase or tip",
};

/** Minutes for an axis: "0", "30 min", "2 h". */
export function shortMinutes(minutes: number): string {
  return minutes === 0 ? "0" : duration(minutes);
}
