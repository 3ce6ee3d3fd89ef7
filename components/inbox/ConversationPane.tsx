import { useRef } from "preact/hooks";
import { useComputed, useSignal } from "@preact/signals";
import { useLivePage } from "@/components/live/page.ts";
import { count, counted } from "@/components/wording/number.ts";
import { ConversationRows } from "./ConversationRows.tsx";
import { Filters } from "./Filters.tsx";
import { countOf, NO_FILTER } from "./filter.ts";
import { MessageHits } from "./MessageHits.tsx";
import { ORDERS } from "./order.ts";
import { PriorityTip } from "./PriorityTip.tsx";
import { SearchField } from "./SearchField.tsx";
import type { InboxPage } from "./use_inbox_page.ts";

/** People that a search shows before it is asked for all of them. */
const PEOPLE = 5;
/** The list counts as scrolled for so long after it moved, ms. */
const SCROLL_MS = 600;

/** The list of conversations, what narrows it, and what a search finds. */
export function ConversationPane({ page }: { page: InboxPage }) {
  const scroller = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const { calm } = page.list;
  const scroll = () => {
    // What is still to come goes where the keyboard has scrolled to.
    if (page.reasons.shown.peek() !== null) page.reasons.leave();
    calm.hold("scroll");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => calm.release("scroll"), SCROLL_MS);
  };
  return (
    <section
      class="inbox-list"
      aria-labelledby="inbox-list-title"
      onPointerEnter={(event) =>
        event.pointerType === "mouse" && calm.hold("pointer")}
      onPointerLeave={() => calm.release("pointer")}
    >
      <header class="inbox-head">
        <h2 id="inbox-list-title" class="sr-only">Conversations</h2>
        <SearchField page={page} />
        <Filters page={page} />
        <State page={page} />
      </header>
      <div
        ref={scroller}
        class="inbox-scroll"
        onScroll={scroll}
      >
        {page.query.value.trim() === ""
          ? <All page={page} scroller={scroller} />
          : <Found page={page} scroller={scroller} />}
      </div>
      <PriorityTip page={page} />
    </section>
  );
}

/** How many there are, what waits to be shown, and in what order. */
function State({ page: { list } }: { page: InboxPage }) {
  const { calm, order } = list;
  return (
    <div class="inbox-state">
      {calm.isBehind.value
        ? (
          <button
            type="button"
            class="btn btn-xs shrink-0"
            onClick={() => calm.apply()}
          >
            <span>
              Order updates <span class="max-lg:sr-only">waiting</span>{" "}
              ({count(calm.waiting.value)})
            </span>
          </button>
        )
        : <Count list={list} />}
      <select
        class="inbox-order"
        aria-label="Order"
        value={order.value}
        onChange={({ currentTarget: { value } }) => {
          const found = ORDERS.find((one) => one.order === value);
          if (found !== undefined) order.value = found.order;
        }}
      >
        {ORDERS.map(({ order, title }) => (
          <option key={order} value={order}>{title}</option>
        ))}
      </select>
    </div>
  );
}

function Count({ list }: { list: InboxPage["list"] }) {
  const { store: { state } } = useLivePage();
  const total = useComputed(() => state.figures.value?.totals?.conversations);
  const known = list.known.value;
  const matching = list.matching.value;
  const isComing = !state.isComplete.value && known < (total.value ?? 0);
  return (
    <p class="inbox-count">
      {isComing
        ? (
          <span class="truncate">
            Loading {count(known)} of {count(total.value ?? 0)}
            <span class="sr-only">&nbsp;conversations</span>
          </span>
        )
        : matching < known
        ? `${count(matching)} of ${count(known)}`
        : counted(known, "conversation")}
      {countOf(list.filter.value) > 0 && (
        <button
          type="button"
          class="quiet"
          aria-label="Clear the filter"
          onClick={() => list.filter.value = NO_FILTER}
        >
          Clear
        </button>
      )}
    </p>
  );
}

interface ListProps {
  page: InboxPage;
  scroller: { readonly current: HTMLElement | null };
}

function All({ page, scroller }: ListProps) {
  const ids = page.list.calm.shown;
  const isEmpty = useComputed(() => ids.value.length === 0);
  return isEmpty.value
    ? <NoMatch page={page} />
    : <ConversationRows page={page} ids={ids} scroller={scroller} />;
}

/** The list holds nothing: it is coming in, or nothing meets the filter. */
function NoMatch({ page: { list } }: { page: InboxPage }) {
  if (countOf(list.filter.value) === 0) {
    return <p class="inbox-note">Conversations are on their way.</p>;
  }
  return (
    <div class="inbox-note">
      <p>No conversation meets this filter.</p>
      <button
        type="button"
        class="btn btn-sm"
        onClick={() => list.filter.value = NO_FILTER}
      >
        Clear the filter
      </button>
    </div>
  );
}

function Found({ page, scroller }: ListProps) {
  const { shown } = page.list.calm;
  const isWhole = useSignal(false);
  const ids = useComputed(() =>
    isWhole.value ? shown.value : shown.value.slice(0, PEOPLE)
  );
  const all = shown.value.length;
  return (
    <>
      <section aria-labelledby="inbox-people">
        <h3 id="inbox-people" class="inbox-heading">
          In names <span class="inbox-aside">{count(all)}</span>
        </h3>
        {all === 0
          ? (
            <p class="inbox-none">
              No fan’s name has <bdi>“{page.query.value.trim()}”</bdi>
              {countOf(page.list.filter.value) > 0 && " and meets the filter"}.
            </p>
          )
          : <ConversationRows page={page} ids={ids} scroller={scroller} />}
        {all > ids.value.length && (
          <button
            type="button"
            class="inbox-more-people"
            onClick={() => isWhole.value = true}
          >
            Show all {count(all)}
          </button>
        )}
      </section>
      <MessageHits page={page} />
    </>
  );
}
