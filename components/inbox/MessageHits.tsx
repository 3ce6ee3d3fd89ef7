import { parseTimestamp } from "@/lib/models/timestamp.ts";
import { useLivePage } from "@/components/live/page.ts";
import { count } from "@/components/wording/number.ts";
import { displayName } from "@/components/wording/people.ts";
import { preview } from "@/components/wording/preview.ts";
import { ago, dateTime } from "@/components/wording/time.ts";
import { Avatar } from "./Avatar.tsx";
import { Excerpt } from "./Highlighted.tsx";
import type { Extent, SearchHit } from "./message_search.ts";
import { chatAddress } from "./links.ts";
import { type InboxPage, isPlainClick } from "./use_inbox_page.ts";

/** Messages that a search found, and how far it has come. */
export function MessageHits({ page }: { page: InboxPage }) {
  const { hits, state } = page.search;
  return (
    <section aria-labelledby="inbox-messages">
      <h3 id="inbox-messages" class="inbox-heading">
        In messages{" "}
        {hits.value.length > 0 && (
          <span class="inbox-aside">{count(hits.value.length)}</span>
        )}
      </h3>
      <ul class="inbox-hits" role="list" onKeyDown={walk}>
        {hits.value.map((hit) => (
          <Hit key={hit.message.id} hit={hit} page={page} />
        ))}
      </ul>
      <div class="inbox-none" role="status" data-kind={state.value.kind}>
        <Progress page={page} />
      </div>
    </section>
  );
}

function Progress({ page: { search, query } }: { page: InboxPage }) {
  const state = search.state.value;
  const extent = search.extent.value;
  switch (state.kind) {
    case "idle":
      return <p>Messages are searched from two characters on.</p>;
    case "looking":
      return <p>Searching messages … {extent && through(extent)}</p>;
    case "failed":
      return (
        <>
          <p>Messages could not be searched. {state.detail}</p>
          <More title="Try again" more={() => search.more()} />
        </>
      );
    case "paused":
      return (
        <>
          <p>{extent && through(extent)}</p>
          <More title="Search further" more={() => search.more()} />
        </>
      );
    case "end":
      return search.hits.value.length === 0
        ? (
          <p>
            No message has <bdi>“{query.value.trim()}”</bdi>.
          </p>
        )
        : <p>That is all, of {count(extent?.total ?? 0)} messages.</p>;
  }
}

function through({ searched, total }: Extent): string {
  return `Looked through ${count(searched)} of ${count(total)}`;
}

function More({ title, more }: { title: string; more: () => void }) {
  return (
    <button type="button" class="btn btn-sm" onClick={more}>{title}</button>
  );
}

function Hit({ hit, page }: { hit: SearchHit; page: InboxPage }) {
  const { now } = useLivePage();
  const { conversation_id: id, message, withUser } = hit;
  const name = displayName(withUser, id);
  const shown = preview(message);
  const at = parseTimestamp(message.createdAt);
  const isOpen = page.openChat.value === id &&
    page.message.value === message.id;
  return (
    <li>
      <a
        class="hit-row"
        href={chatAddress(id, message.id)}
        aria-current={isOpen ? "true" : undefined}
        onClick={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          page.open(id, message.id);
        }}
      >
        <Avatar id={id} name={name} />
        <span class="min-w-0 flex-1">
          <span class="flex items-baseline gap-2">
            <bdi class="truncate font-medium">{name}</bdi>
            {at !== null && (
              <time
                class="row-time"
                dateTime={new Date(at).toISOString()}
                title={dateTime(at)}
              >
                {ago(at, now.value)}
              </time>
            )}
          </span>
          <span class="hit-text">
            {shown?.fromCreator && "You: "}
            <bdi>
              <Excerpt text={shown?.text ?? ""} query={page.query.value} />
            </bdi>
          </span>
        </span>
      </a>
    </li>
  );
}

/** Up and down go from one found message to the next. */
function walk(event: KeyboardEvent): void {
  const { key, target, currentTarget } = event;
  if (key !== "ArrowDown" && key !== "ArrowUp") return;
  if (!(currentTarget instanceof Element) || !(target instanceof Element)) {
    return;
  }
  const links = [...currentTarget.querySelectorAll<HTMLElement>("a")];
  const at = links.findIndex((link) => link === target);
  const next = links[at + (key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
