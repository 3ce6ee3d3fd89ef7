import type { FanProfile } from "@/lib/models/fans.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import { useLivePage } from "@/components/live/page.ts";
import { dollars } from "@/components/wording/money.ts";
import { count } from "@/components/wording/number.ts";
import { duration } from "@/components/wording/time.ts";
import { fullTime, shortDate } from "@/components/wording/zoned_time.ts";
import { lastSeenWords, subscriptionWords } from "./fan_words.ts";
import { Section } from "./Section.tsx";
import { useQuestion } from "./use_question.ts";

/** What a part of the fan's profile is made from. */
export interface ProfileProps {
  chat: string;
  profile: FanProfile;
}

/** A fan's subscription, payments and messages. */
export function Facts({ chat, profile }: ProfileProps) {
  const { now, zone } = useLivePage();
  const ask = useQuestion(chat);
  const told = { now: now.value, zone };
  const { inbound, outbound, average_response_minutes: minutes } = profile;
  const messages = ask({
    title: "Messages of this conversation",
    value: `${count(inbound)} in, ${count(outbound)} out`,
    metric: "messages",
    unit: "count",
  });
  const spent = dollars(profile.spent);
  return (
    <Section name="facts" title="Profile">
      <p class="fan-subscription">
        {subscriptionWords(profile.withUser, told).join(" ") ||
          "Nothing is known of a subscription."}
      </p>
      <dl class="fan-facts">
        <dt>Spent in all time</dt>
        <dd>
          <EvidenceNumber
            question={profile.spent === 0 ? null : ask({
              title: "Spent in all time",
              value: spent,
              metric: "revenue",
              unit: "dollars",
            })}
          >
            {spent}
          </EvidenceNumber>
        </dd>
        <dt>Messages</dt>
        <dd>
          <EvidenceNumber question={inbound + outbound === 0 ? null : messages}>
            {messages.value}
          </EvidenceNumber>
        </dd>
        <dt>Answered in</dt>
        <dd>
          {minutes === null
            ? <span title="No fan turn was answered yet">–</span>
            : (
              <EvidenceNumber
                question={ask({
                  title: "Average response time",
                  value: duration(minutes),
                  metric: "response-time",
                  unit: "minutes",
                })}
              >
                {duration(minutes)} on average
              </EvidenceNumber>
            )}
        </dd>
        <dt>First message</dt>
        <dd>
          <Moment time={profile.first_message_at} />
        </dd>
        <dt>Last message</dt>
        <dd>
          <Moment time={profile.last_message_at} />
        </dd>
        <dt>Last seen</dt>
        <dd>
          {lastSeenWords(parseTimestamp(profile.last_seen_at), told)
            .replace(/^Seen (on )?/, "").replace(/^just/, "Just")}
        </dd>
      </dl>
    </Section>
  );
}

function Moment({ time }: { time: string | null }) {
  const { zone } = useLivePage();
  const at = parseTimestamp(time);
  if (at === null) return <span title="There is none yet">–</span>;
  return (
    <time dateTime={time ?? undefined} title={fullTime(zone, at)}>
      {shortDate(zone, at)}
    </time>
  );
}
