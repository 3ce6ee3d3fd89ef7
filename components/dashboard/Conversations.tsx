import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { LiveState } from "@/components/live/state.ts";
import { useCalmOrder } from "@/components/live/use_calm_order.ts";
import { count } from "@/components/wording/number.ts";
import { ConversationRow } from "./ConversationRow.tsx";

/** Rows on the page: beyond them a list is searched, not read. */
const SHOWN = 100;

interface ConversationsProps {
  state: LiveState;
  /** Milliseconds since the epoch, now and then. */
  now: ReadonlySignal<number>;
}

/** The conversations, the one that most wants an answer first. */
export function Conversations({ state, now }: ConversationsProps) {
  const order = useCalmOrder(state.ranking);
  const total = useComputed(() => state.figures.value?.totals?.conversations);
  const all = total.value ?? order.shown.value.length;
  const rows = order.shown.value.slice(0, SHOWN);
  return (
    <section class="panel" aria-labelledby="conversations-title">
      <header class="panel-head">
        <h2 id="conversations-title">Conversations by priority</h2>
        <p class="panel-aside">
          {order.isBehind.value
            ? "Order held while you point here"
            : all > rows.length
            ? `showing ${count(rows.length)} of ${count(all)}`
            : `all ${count(rows.length)}`}
        </p>
      </header>
      {rows.length === 0
        ? <p class="panel-empty">No conversations yet.</p>
        : (
          <table
            class="conversations"
            onPointerEnter={(event) =>
              event.pointerType === "mouse" && order.hold("pointer")}
            onPointerLeave={() => order.release("pointer")}
          >
            <thead>
              <tr>
                <th scope="col">Fan</th>
                <th scope="col" class="max-lg:hidden">Topics</th>
                <th scope="col" class="max-sm:hidden">Sentiment</th>
                <th scope="col" class="text-right">Last</th>
                <th scope="col" class="text-right">Priority</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((id) => {
                const conversation = state.conversation(id);
                return conversation && (
                  <ConversationRow
                    key={id}
                    conversation={conversation}
                    presence={state.presence}
                    now={now}
                  />
                );
              })}
            </tbody>
          </table>
        )}
    </section>
  );
}
