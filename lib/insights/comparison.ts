import type { ComparedFigure, KeyFigures } from "@/lib/models/mod.ts";
import {
  activeConversations,
  distinctSpenders,
  dollarsOf,
  meanResponseMinutes,
  meanSentiment,
  percentChange,
  sumOf,
} from "./metrics.ts";
import type { RangeFigures } from "./range_figures.ts";
import { responseMinutes } from "./response_times.ts";

/** Key figures of a range beside those of the range just before. */
export function comparison(
  now: RangeFigures,
  before: RangeFigures,
): KeyFigures {
  const [values, previous] = [valuesOf(now), valuesOf(before)];
  const compared = (name: keyof KeyFigures): ComparedFigure => ({
    value: values[name],
    previous: previous[name],
    change: percentChange(values[name], previous[name]),
  });
  return {
    messages: compared("messages"),
    inbound: compared("inbound"),
    conversations: compared("conversations"),
    sentiment: compared("sentiment"),
    average_handling_time_minutes: compared("average_handling_time_minutes"),
    median_minutes: compared("median_minutes"),
    revenue: compared("revenue"),
    spenders: compared("spenders"),
  };
}

function valuesOf(
  { sum, range }: RangeFigures,
): Record<keyof KeyFigures, number | null> {
  return {
    messages: sum.messages,
    inbound: sum.inbound,
    conversations: activeConversations(sum, range),
    sentiment: meanSentiment(sum),
    average_handling_time_minutes: meanResponseMinutes(sum),
    median_minutes: responseMinutes(sum.responses, 0.5),
    revenue: dollarsOf(sumOf(sum.cents)),
    spenders: distinctSpenders(sum, range),
  };
}
