import { useContext, useEffect, useMemo } from "preact/hooks";
import {
  effect,
  type ReadonlySignal,
  signal,
  useComputed,
} from "@preact/signals";
import type { CreatorId } from "@/lib/models/ids.ts";
import type { GraphOverview } from "@/lib/models/graph_answers.ts";
import { type LiveContext, useLivePage } from "@/components/live/page.ts";
import { ask } from "@/components/live/request.ts";
import { type Loaded, Resource } from "@/components/live/resource.ts";
import { creatorName } from "@/components/shell/CreatorSwitch.tsx";
import { displayName } from "@/components/wording/people.ts";
import {
  titleOf,
  type TopicTitles,
  TopicTitlesContext,
} from "@/components/wording/topic_titles.ts";
import { creatorShown } from "./creator.ts";
import { GraphExplorer } from "./explorer.ts";
import type { Get } from "./opening.ts";
import { GraphAddresses } from "./questions.ts";
import { GraphSearch, type Hit } from "./search.ts";
import type { Names } from "./words.ts";

/** What the parts of the page share. */
export interface GraphView {
  explorer: GraphExplorer;
  search: GraphSearch;
  addresses: GraphAddresses;
  overview: Resource<GraphOverview>;
  names: ReadonlySignal<Names>;
  /** Whose graph it is; `null`: that of the account's only creator. */
  creator: CreatorId | null;
}

/** Counts follow the account, but nobody waits for them, ms. */
const COUNTS_MS = 10_000;

const get: Get = (path) => ask("GET", path);

/** The graph of the page's creator, to explore. */
export function useGraphView(
  initial: Loaded<GraphOverview> | null,
): GraphView {
  const page = useLivePage();
  const titles = useContext(TopicTitlesContext);
  const shown = useMemo(() => signal(titles), []);
  shown.value = titles;
  const names = useComputed(() => namesOf(page, shown.value));
  const view = useMemo(() => {
    const creator = creatorShown(page);
    const addresses = new GraphAddresses(creator);
    return {
      explorer: new GraphExplorer(get, addresses),
      search: new GraphSearch({
        get,
        addresses,
        people: () => peopleOf(page, creator),
        names: () => names.peek(),
      }),
      addresses,
      overview: new Resource<GraphOverview>({
        path: signal(addresses.overview()),
        initial,
        follow: page.store.revision,
        everyMs: COUNTS_MS,
      }),
      creator,
    };
  }, []);
  useEffect(() => view.overview.start(), []);
  useEffect(() => () => view.search.stop(), []);
  useEffect(() => openWhenThereIsOne(view), []);
  return { ...view, names };
}

/** How many vertices the graph has. */
export function verticesOf(overview: GraphOverview): number {
  return Object.values(overview.counts.vertices)
    .reduce((sum, count) => sum + count, 0);
}

/** The picture opens as soon as there is anything to see. */
function openWhenThereIsOne(
  { overview, explorer }: Pick<GraphView, "overview" | "explorer">,
): () => void {
  let isOpened = false;
  return effect(() => {
    const body = overview.loaded.value?.body;
    if (isOpened || body === undefined || verticesOf(body) === 0) return;
    isOpened = true;
    const asked = new URLSearchParams(location.search).get("vertex");
    explorer.open().then(() => {
      if (asked !== null) explorer.find(asked);
    });
  });
}

function namesOf(
  { store: { state }, creators }: LiveContext,
  titles: TopicTitles,
): Names {
  // Who a chat is with comes with a sync, and hardly ever changes after.
  state.syncs.value;
  return {
    topic: (name) => titleOf(name, titles),
    person: (chat) => {
      const user = state.conversation(chat)?.peek().withUser ?? null;
      return user === null ? null : displayName(user, chat);
    },
    creator: (id) => {
      const creator = creators.find((one) => one.id === id);
      return creator === undefined ? null : creatorName(creator);
    },
  };
}

/** Everybody that the creator has a chat with, as vertices of the graph. */
function* peopleOf(
  { store: { state } }: LiveContext,
  creator: CreatorId | null,
): Iterable<Hit> {
  for (const chat of state.ranking.peek()) {
    const node = state.conversation(chat)?.peek();
    if (!node?.withUser) continue;
    const isOther = creator !== null && node.creatorId !== undefined &&
      node.creatorId !== creator;
    if (isOther) continue;
    yield {
      id: `fan:${node.withUser.id}`,
      label: "Fan",
      name: displayName(node.withUser, chat),
    };
  }
}
