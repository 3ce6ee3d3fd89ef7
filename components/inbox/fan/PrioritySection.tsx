import type { Priority } from "@/lib/models/insight_answers.ts";
import { useLivePage } from "@/components/live/page.ts";
import type { Resource } from "@/components/live/resource.ts";
import { PRIORITY_PARTS, withTimes } from "@/components/wording/priority.ts";
import { shortDate } from "@/components/wording/zoned_time.ts";
import { Section } from "./Section.tsx";
import { State } from "./State.tsx";

/** Why the conversation has its priority. */
export function PrioritySection(
  { priority }: { priority: Resource<Priority> },
) {
  const { zone } = useLivePage();
  const known = priority.loaded.value?.body ?? null;
  return (
    <Section
      name="priority"
      title="Priority"
      aside={known === null
        ? undefined
        : `${Math.round(known.priority_score)} of 100`}
    >
      <State resource={priority} reading="Reading the reasons…" />
      <ul class="fan-outcomes">
        {known?.parts.map(({ part, points, most, because }) => (
          <li key={part}>
            <p class="fan-outcome">
              <span class="font-medium">{PRIORITY_PARTS[part]}</span>
              <span class="text-muted">
                {Math.round(points)} of {most}
              </span>
            </p>
            <p class="fan-note">
              {withTimes(because, (at) => shortDate(zone, at))}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
