import { useComputed } from "@preact/signals";
import type { Command, CommandList } from "@/lib/models/commands.ts";
import { useLivePage } from "@/components/live/page.ts";
import type { Resource } from "@/components/live/resource.ts";
import {
  type Proposal,
  wording,
} from "@/components/suggestions/suggestions.ts";
import {
  originWords,
  RULE_TITLES,
  untilWords,
} from "@/components/suggestions/words.ts";
import { count } from "@/components/wording/number.ts";
import { typedText } from "@/components/wording/plain_text.ts";
import { fullTime } from "@/components/wording/zoned_time.ts";
import { useInbox } from "../inbox.ts";
import { Section } from "./Section.tsx";
import { State } from "./State.tsx";

interface OpenCommandsProps {
  chat: string;
  commands: Resource<CommandList>;
  /** Closes what lies over the conversation, where anything does. */
  left?: () => void;
}

/** What is proposed, and what was written and did not come to an end yet. */
export function OpenCommands({ chat, commands, left }: OpenCommandsProps) {
  const { now } = useLivePage();
  const { suggestions } = useInbox();
  const proposed =
    useComputed(() => suggestions.open.value.filter((one) => one.chat === chat))
      .value;
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
      aside={open === null ? undefined : count(open.length + proposed.length)}
    >
      <State resource={commands} reading="Reading commands…" />
      {open?.length === 0 && proposed.length === 0 && (
        <p class="fan-note">Nothing waits to be sent.</p>
      )}
      <ul class="fan-outcomes">
        {proposed.map((proposal) => (
          <Proposed key={proposal.id} proposal={proposal} left={left} />
        ))}
        {open?.map((command) => (
          <OpenCommand key={command.command_id} command={command} />
        ))}
      </ul>
    </Section>
  );
}

function Proposed(
  { proposal, left }: { proposal: Proposal; left?: () => void },
) {
  const { now, zone } = useLivePage();
  const { suggestions } = useInbox();
  const { id, why, expiresAt } = proposal;
  const until = untilWords(expiresAt, { now: now.value, zone });
  return (
    <li>
      <p class="line-clamp-2 wrap-anywhere">
        <bdi dir="auto">{typedText(wording(proposal).slice(0, 300))}</bdi>
      </p>
      <p class="fan-outcome fan-note">
        <span>
          Suggested: {RULE_TITLES[why.rule]}
          {until !== "" && `, ${until}`}
        </span>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            left?.();
            suggestions.wanted.value = { id, part: "whole" };
          }}
        >
          Review
        </button>
      </p>
    </li>
  );
}

function OpenCommand({ command }: { command: Command }) {
  const { zone } = useLivePage();
  const { text, status, suggestion, expires_at } = command;
  return (
    <li>
      <p class="line-clamp-2 wrap-anywhere">
        <bdi dir="auto">{typedText(text.slice(0, 300))}</bdi>
      </p>
      <p class="fan-note">
        {status === "queued" ? "Waits for the Agent" : "The Agent has it"}
        {suggestion === null
          ? (
            <>
              , by <bdi>{command.created_by}</bdi>
            </>
          )
          : (
            <>
              . <bdi>{originWords(suggestion.rule, command.approved_by)}</bdi>
            </>
          )}, until {fullTime(zone, Date.parse(expires_at))}
      </p>
    </li>
  );
}
