import type { CommandList } from "@/lib/models/commands.ts";
import { useLivePage } from "@/components/live/page.ts";
import type { Resource } from "@/components/live/resource.ts";
import { count } from "@/components/wording/number.ts";
import { typedText } from "@/components/wording/plain_text.ts";
import { fullTime } from "@/components/wording/zoned_time.ts";
import { Section } from "./Section.tsx";
import { State } from "./State.tsx";

/** What was written and did not come to an end yet. */
export function OpenCommands(
  { commands }: { commands: Resource<CommandList> },
) {
  const { now, zone } = useLivePage();
  const all = commands.loaded.value?.body.commands ?? null;
  const open =
    all?.filter(({ status, expires_at }) =>
      (status === "queued" || status === "sent") &&
      Date.parse(expires_at) > now.value
    ) ?? null;
  return (
    <Section
      name="commands"
      title="Open commands"
      aside={open === null ? undefined : count(open.length)}
    >
      <State resource={commands} reading="Reading commands…" />
      {open?.length === 0 && <p class="fan-note">Nothing waits to be sent.</p>}
      <ul class="fan-outcomes">
        {open?.map((command) => (
          <li key={command.command_id}>
            <p class="line-clamp-2 wrap-anywhere">
              <bdi dir="auto">{typedText(command.text.slice(0, 300))}</bdi>
            </p>
            <p class="fan-note">
              {command.status === "queued"
                ? "Waits for the Agent"
                : "The Agent has it"}, by <bdi>{command.created_by}</bdi>, until
              {" "}
              {fullTime(zone, Date.parse(command.expires_at))}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
