import { EvidenceNumber } from "@/components/evidence/EvidenceNumber.tsx";
import {
  type EvidenceQuestion,
  useEvidence,
} from "@/components/evidence/evidence.ts";
import {
  type ResponseBucket,
  responseBuckets,
} from "@/components/insights/response_buckets.ts";
import type { Resource } from "@/components/live/resource.ts";
import { count, counted } from "@/components/wording/number.ts";
import { duration } from "@/components/wording/time.ts";
import type { Answers } from "./answers.ts";
import { Panel } from "./Panel.tsx";

/** How quickly fans are answered: usually, at worst, and how that spreads. */
export function ResponseTimes(
  { responseTime }: { responseTime: Resource<Answers["responseTime"]> },
) {
  return (
    <Panel name="response" title="Response time" resource={responseTime}>
      {({ body, scope }) => {
        const question = (title: string, value: string): EvidenceQuestion => ({
          title,
          value,
          metric: "response-time",
          params: scope,
          unit: "minutes",
        });
        if (body.answered === 0) {
          return (
            <p class="tile-empty">No fan was answered in these days yet.</p>
          );
        }
        const figures = [
          ["Median", body.median_minutes],
          ["9 of 10 within", body.p90_minutes],
          ["Mean", body.average_handling_time_minutes],
        ] as const;
        return (
          <>
            <dl class="triple">
              {figures.map(([label, minutes]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    {minutes === null ? "–" : (
                      <EvidenceNumber
                        question={question(
                          `Answers: ${label.toLowerCase()}`,
                          duration(minutes),
                        )}
                      >
                        {duration(minutes)}
                      </EvidenceNumber>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
            <ul class="columns" aria-label="Answers by how long they took">
              {responseBuckets(body.distribution).map((bucket) => (
                <Column key={bucket.label} bucket={bucket} scope={scope} />
              ))}
            </ul>
          </>
        );
      }}
    </Panel>
  );
}

function Column(
  { bucket, scope }: {
    bucket: ResponseBucket;
    scope: EvidenceQuestion["params"];
  },
) {
  const open = useEvidence();
  const { label, words, answered, height, upTo } = bucket;
  const drawn = Math.max(answered === 0 ? 0 : 2, height);
  const sentence = `${counted(answered, "answer")} in ${words}`;
  const shown = answered === 0 ? "" : count(answered);
  return (
    <li>
      <button
        type="button"
        class="column"
        title={sentence}
        onClick={() =>
          open({
            title: `Answers in ${words}`,
            value: counted(answered, "answer"),
            metric: "response-time",
            params: { ...scope, up_to_minutes: upTo },
            unit: "minutes",
          })}
      >
        <span class="column-count">
          {shown}
          <span class="sr-only">{sentence.slice(shown.length)},</span>
        </span>
        <span class="column-plot">
          <svg
            width="100%"
            height="100%"
            viewBox="0 0 10 100"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <rect
              class="column-bar"
              width="10"
              y={100 - drawn}
              height={drawn}
            />
          </svg>
        </span>
        <span class="column-label">
          {label}
          <span class="sr-only">. Show the messages</span>
        </span>
      </button>
    </li>
  );
}
