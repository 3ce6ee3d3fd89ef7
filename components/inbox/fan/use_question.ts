import { useComputed } from "@preact/signals";
import type { EvidenceQuestion } from "@/components/evidence/evidence.ts";
import { plusDays } from "@/components/insights/range.ts";
import { useLivePage } from "@/components/live/page.ts";
import { dayIn } from "@/components/wording/zoned_time.ts";

/** Days that evidence reaches back: the service gives no more. */
const ALL_DAYS = 1_096;

/** Asks for the messages of this chat behind a number, of all time. */
export function useQuestion(chat: string) {
  const { now, zone } = useLivePage();
  const end = useComputed(() => plusDays(dayIn(zone, now.value), 1));
  return (
    question:
      & Pick<EvidenceQuestion, "title" | "value" | "metric" | "unit">
      & { topic?: string },
  ): EvidenceQuestion => {
    const { topic, ...rest } = question;
    return {
      ...rest,
      params: {
        conversation_id: chat,
        start_date: plusDays(end.value, -ALL_DAYS),
        end_date: end.value,
        ...(topic === undefined ? {} : { topic }),
      },
    };
  };
}
