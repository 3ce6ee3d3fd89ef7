import { useSignal } from "@preact/signals";
import type { CommandList } from "@/lib/models/commands.ts";
import type { FanProfile } from "@/lib/models/fans.ts";
import type { Priority } from "@/lib/models/insight_answers.ts";
import type { NoteList } from "@/lib/models/notes.ts";
import { useLivePage } from "@/components/live/page.ts";
import type { Resource } from "@/components/live/resource.ts";
import { useResource } from "@/components/live/use_resource.ts";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { CrossIcon } from "@/components/shell/icons.tsx";
import { count } from "@/components/wording/number.ts";
import { displayName, initials, tint } from "@/components/wording/people.ts";
import { plainText } from "@/components/wording/plain_text.ts";
import type { InboxSeed } from "../seed.ts";
import { ActionsSection, TopicsSection } from "./Counts.tsx";
import { Facts } from "./Facts.tsx";
import { Notes } from "./Notes.tsx";
import { OpenCommands } from "./OpenCommands.tsx";
import { OutcomesSection } from "./OutcomesSection.tsx";
import { PrioritySection } from "./PrioritySection.tsx";
import { Section } from "./Section.tsx";
import { SentimentSection } from "./SentimentSection.tsx";
import { State } from "./State.tsx";

/** A profile is read again after so long at the earliest, ms. */
const EVERY_MS = 3_000;

interface FanPanelProps {
  chat: string;
  initial: InboxSeed["open"];
  /** Where the panel can be closed. */
  close?: () => void;
}

/** All that is known of a fan, beside the conversation. */
export function FanPanel({ chat, initial, close }: FanPanelProps) {
  const { store: { state } } = useLivePage();
  const base = `/api/v1/conversations/${encodeURIComponent(chat)}`;
  const profile = useOf<FanProfile>(`${base}/profile`, initial?.profile);
  const notes = useOf<NoteList>(`${base}/notes`, initial?.notes);
  const priority = useOf<Priority>(`${base}/priority`, null);
  const commands = useOf<CommandList>(
    `/api/v1/commands?${new URLSearchParams({ chat_id: chat, limit: "50" })}`,
    initial?.commands,
  );
  const known = profile.loaded.value?.body ?? null;
  const user = known?.withUser ?? initial?.node.withUser ??
    state.conversation(chat)?.peek().withUser ?? null;
  const name = displayName(user, chat);
  const written = notes.loaded.value?.body.notes;
  return (
    <aside class="fan-panel" aria-label={`About ${name}`}>
      <header class="fan-head">
        <span
          class={`avatar-letters fan-avatar tint-${tint(chat)}`}
          aria-hidden="true"
        >
          {initials(name)}
        </span>
        <div class="min-w-0 flex-1">
          <h2 class="truncate text-lg font-semibold tracking-tight">
            <bdi>{name}</bdi>
          </h2>
          <Username username={user?.username ?? null} />
        </div>
        {close !== undefined && (
          <button
            type="button"
            class="icon-button"
            aria-label="Close"
            onClick={close}
          >
            <CrossIcon />
          </button>
        )}
      </header>
      <Boundary name="The fan's profile">
        <State resource={profile} reading="Reading the profile…" />
        {known !== null && (
          <>
            <Facts chat={chat} profile={known} />
            <SentimentSection chat={chat} profile={known} />
            <TopicsSection chat={chat} profile={known} />
            <ActionsSection profile={known} />
            <OutcomesSection chat={chat} profile={known} left={close} />
          </>
        )}
        <Section
          name="notes"
          title="Notes"
          aside={written === undefined ? undefined : count(written.length)}
        >
          <Notes chat={chat} notes={notes} />
        </Section>
        <OpenCommands chat={chat} commands={commands} left={close} />
        <PrioritySection priority={priority} />
      </Boundary>
    </aside>
  );
}

/** One resource of the chat, kept up to date. */
function useOf<T>(path: string, initial: T | null | undefined): Resource<T> {
  const asked = useSignal<string | null>(path);
  return useResource<T>(asked, {
    initial: initial == null ? null : { path, body: initial },
    everyMs: EVERY_MS,
  });
}

function Username({ username }: { username: string | null }) {
  const text = plainText(username ?? "");
  if (text === "") return null;
  return (
    <p class="truncate text-sm text-muted">
      <bdi>@{text}</bdi>
    </p>
  );
}
