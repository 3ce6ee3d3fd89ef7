import type { HourInsights } from "@/lib/models/mod.ts";
import { weekdayOf } from "./calendar.ts";
import { countOf, dollarsOf, meanResponseMinutes } from "./metrics.ts";
import type { RangeFigures } from "./range_figures.ts";

const HOURS_OF_WEEK = 7 * 24;

/** What is counted of one hour of the week. */
interface HourSum {
  inbound: number;
  outbound: number;
  handled: number;
  handledMs: number;
  cents: number;
}

/** What happened at each hour of the week, where anything did. */
export function hoursOfWeek({ days }: RangeFigures): HourInsights["hours"] {
  const sums: HourSum[] = Array.from({ length: HOURS_OF_WEEK }, () => ({
    inbound: 0,
    outbound: 0,
    handled: 0,
    handledMs: 0,
    cents: 0,
  }));
  for (const { day, figures } of days) {
    const first = 24 * (weekdayOf(day) - 1);
    for (let hour = 0; hour < 24; hour++) {
      const sum = sums[first + hour];
      if (sum === undefined) continue;
      const ofDay = String(hour);
      sum.inbound += countOf(figures.inboundByHour, ofDay);
      sum.outbound += countOf(figures.outboundByHour, ofDay);
      sum.handled += countOf(figures.handledByHour, ofDay);
      sum.handledMs += countOf(figures.handledMsByHour, ofDay);
      sum.cents += countOf(figures.centsByHour, ofDay);
    }
  }
  return sums.flatMap((sum, i) => {
    const { inbound, outbound, handled, cents } = sum;
    if (inbound === 0 && outbound === 0 && handled === 0 && cents === 0) {
      return [];
    }
    return [{
      weekday: 1 + Math.floor(i / 24),
      hour: i % 24,
      inbound,
      outbound,
      answered: handled,
      average_minutes: meanResponseMinutes(sum),
      revenue: dollarsOf(cents),
    }];
  });
}
