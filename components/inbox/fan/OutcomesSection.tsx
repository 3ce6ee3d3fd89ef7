import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { useLivePage } from "@/components/live/page.ts";
import { dollars } from "@/components/wording/money.ts";
import { count } from "@/components/wording/number.ts";
import { OUTCOME_WORDS } from "@/components/wording/outcomes.ts";
import { plainText } from "@/components/wording/plain_text.ts";
import { withTimes } from "@/components/wording/priority.ts";
import { fullTime, shortDate } from "@/components/wording/zoned_time.ts";
import { useInbox } from "../inbox.ts";
import type { ProfileProps } from "./Facts.tsx";
import { Section } from "./Section.tsx";

interface OutcomesProps extends ProfileProps {
  /** Closes what lies over the conversation, where anything does. */
  left?: () => void;
}

/** What the conversation led to, and the messages that show it. */
export function OutcomesSection(
  { chat, profile: { outcomes }, left }: OutcomesProps,
) {
  const { zone } = useLivePage();
  const inbox = useInbox();
  return (
    <Section name="outcomes" title="Outcomes" aside={count(outcomes.length)}>
      {outcomes.length === 0 && <p class="fan-note">None yet.</p>}
      <ul class="fan-outcomes">
        {outcomes.map((outcome, i) => {
          const at = parseTimestamp(outcome.date);
          const { message_id: message } = outcome;
          return (
            <li key={i}>
              <p class="fan-outcome">
                <span class="font-medium">
                  {OUTCOME_WORDS[outcome.kind].one}
                  {outcome.amount !== undefined &&
                    ` of ${dollars(outcome.amount)}`}
                </span>
                {at !== null && (
                  <span class="text-muted" title={fullTime(zone, at)}>
                    {shortDate(zone, at)}
                  </span>
                )}
              </p>
              <p class="fan-outcome fan-note">
                <bdi>
                  {outcome.evidence === undefined
                    ? outcome.observed ? "Seen in a message" : "Inferred"
                    : withTimes(
                      plainText(outcome.evidence),
                      (at) => shortDate(zone, at),
                    )}
                </bdi>
                {message !== undefined && (
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => {
                      left?.();
                      inbox.open(chat, message);
                    }}
                  >
                    Show the message
                  </button>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
