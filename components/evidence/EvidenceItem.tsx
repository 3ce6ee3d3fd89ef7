import { useEffect } from "preact/hooks";
import { useComputed } from "@preact/signals";
import type { Evidence } from "@/lib/models/insight_answers.ts";
import type { Message } from "@/lib/models/message.ts";
import { chatAddress } from "@/components/inbox/links.ts";
import { useLivePage } from "@/components/live/page.ts";
import { attachedTo, moneyOf } from "@/components/wording/attachments.ts";
import { dollars } from "@/components/wording/money.ts";
import { signed } from "@/components/wording/number.ts";
import { displayName, nameOf } from "@/components/wording/people.ts";
import { preview } from "@/components/wording/preview.ts";
import { dateTime, duration } from "@/components/wording/time.ts";
import { parseTimestamp } from "@/lib/models/timestamp.ts";
import type { EvidenceQuestion } from "./evidence.ts";

type Item = Evidence["evidence"][number];

interface EvidenceItemProps {
  item: Item;
  unit: EvidenceQuestion["unit"];
}

/** Messages that add to a number: whose, what they say, and what they add. */
export function EvidenceItem({ item, unit }: EvidenceItemProps) {
  const name = useName(item);
  const last = item.messages.at(-1);
  return (
    <li class="evidence-item">
      <p class="flex items-baseline justify-between gap-3">
        <bdi class="truncate font-semibold">{name}</bdi>
        <span class="shrink-0 text-sm text-muted">
          {contribution(item.contribution, unit)}
        </span>
      </p>
      {item.messages.map((message) => (
        <EvidenceMessage key={message.id} message={message} />
      ))}
      {last !== undefined && (
        <a
          class="text-sm underline"
          href={chatAddress(item.conversation_id, last.id)}
        >
          Open in Inbox
        </a>
      )}
    </li>
  );
}

/** What the fan is called: as the page knows, as they wrote, or as is asked for. */
function useName({ conversation_id: chat, messages }: Item): string {
  const { store, names } = useLivePage();
  const inbound = messages.find(({ is_inbound }) => is_inbound === true);
  const node = store.state.conversation(chat)?.peek();
  const known = nameOf(node?.withUser ?? null) ??
    nameOf(inbound?.fromUser ?? null);
  useEffect(() => {
    if (known === null) names.find([chat]);
  }, [chat]);
  const found = useComputed(() => {
    names.version.value;
    return names.of(chat);
  });
  return known ?? found.value ?? displayName(null, chat);
}

function EvidenceMessage({ message }: { message: Message }) {
  const shown = preview(message);
  const at = parseTimestamp(message.createdAt);
  const carried = [moneyOf(message)?.text, attachedTo(message)?.text]
    .filter((text) => text !== undefined);
  return (
    <p class="evidence-message">
      <span class="text-muted">
        {shown?.fromCreator === true ? "You" : "Fan"}
        {at !== null && `, ${dateTime(at)}`}:
      </span>{" "}
      {shown?.named === true && carried.length > 0
        ? null
        : <bdi class={shown?.named === true ? "italic" : ""}>{shown?.text}
        </bdi>}
      {carried.map((text) => (
        <>
          {" "}
          <span key={text} class="chip">{text}</span>
        </>
      ))}
    </p>
  );
}

function contribution(value: number, unit: EvidenceQuestion["unit"]): string {
  switch (unit) {
    case "count":
      return "";
    case "sentiment":
      return signed(value);
    case "minutes":
      return duration(value);
    case "dollars":
      return dollars(value);
  }
}
