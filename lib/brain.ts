import { Accounts } from "@/lib/accounts/mod.ts";
import { Chats } from "@/lib/brain/chats.ts";
import { CreatorNames } from "@/lib/brain/creators.ts";
import { Commands } from "@/lib/brain/commands.ts";
import { EnrichmentPart } from "@/lib/brain/enrichment.ts";
import { FanProfiles } from "@/lib/brain/fan_profiles.ts";
import { exportRecords } from "@/lib/brain/export.ts";
import { type GraphReader, GraphViews } from "@/lib/brain/graph_views.ts";
import { hubSource } from "@/lib/brain/hub_source.ts";
import type { InsightAnswers } from "@/lib/brain/insight_answers.ts";
import { InsightViews } from "@/lib/brain/insight_views.ts";
import { Suggester } from "@/lib/brain/suggester.ts";
import { messagePipeline } from "@/lib/brain/pipeline.ts";
import { Searches } from "@/lib/brain/searches.ts";
import { Views, type Visible } from "@/lib/brain/views.ts";
import {
  CommandBook,
  SuggestionBook,
  type SuggestionWriter,
} from "@/lib/commands/mod.ts";
import {
  type Embedder,
  EmbeddingCache,
  hashEmbedder,
} from "@/lib/embeddings/mod.ts";
import {
  type CopierOptions,
  GraphCopier,
  type GremlinMetrics,
  KvGraph,
} from "@/lib/graph/mod.ts";
import { InsightBook } from "@/lib/insights/mod.ts";
import { agentChannel, type Bus, Hub, LocalBus } from "@/lib/hub/mod.ts";
import {
  Ingest,
  type IngestListener,
  listQuarantine,
  type QuarantinedRecord,
  QueueBell,
  type Signals,
} from "@/lib/ingest/mod.ts";
import {
  type AccountId,
  type AccountSettings,
  type AnalyticsUpdate,
  type CreatorList,
  type ExportRecord,
  type ExtendedConversationNode,
  type SystemStatus,
  timeZoneOf,
  type TopicList,
  type TopicSettings,
} from "@/lib/models/mod.ts";
import { NoteBook } from "@/lib/notes/mod.ts";
import { Checkpointer, type Clock, Store } from "@/lib/store/mod.ts";
import {
  type Edited,
  Relatedness,
  TopicBook,
  topicTitles,
  topicViews,
} from "@/lib/topics/mod.ts";

/** What a dashboard shows before it is connected. */
export interface DashboardView {
  account: { id: AccountId; name: string };
  status: SystemStatus;
  revision: number;
  /** The first by priority; none if the account is too large to look through. */
  conversations: ExtendedConversationNode[];
  /** `null` before the first snapshot. */
  analytics: AnalyticsUpdate | null;
  /** What people read for a topic, by its name on the wire. */
  topicTitles: Record<string, string>;
}

/** A server that keeps a copy of graphs, and how that is told of changes. */
export interface GraphServer extends Pick<CopierOptions, "target" | "everyMs"> {
  /** Answers what is asked; default: the embedded graph does. */
  reader?: GraphReader;
  /** What has been asked of it so far, by this instance. */
  metrics?(): GremlinMetrics;
  /** Ends connections. */
  close?(): Promise<void>;
}

/** What the Brain needs of the outside world. */
export interface BrainOptions {
  kv: Deno.Kv;
  clock?: Clock;
  random?: () => number;
  /** The name of this instance; default: one that no other has. */
  instance?: string;
  /** How other instances are reached; default: there are none. */
  bus?: Bus;
  /** Whether the bus is one of Redis; default false. */
  redis?: boolean;
  /** Whether instances ring each other by the database's queue. */
  bell?: boolean;
  /** Whether the database tells of what other instances write. */
  watch?: boolean;
  /** What sees to the database file's checkpoints, if somebody does. */
  checkpointer?: Pick<Checkpointer, "close"> | null;
  /** See `IngestOptions`. */
  calmMs?: number;
  /** The version of enrichment; default: that of this code. */
  pipelineVersion?: number;
  /** Gives the vectors of topics and keywords; default: the embedded one. */
  embedder?: Embedder;
  /** Where a copy of graphs is kept; default: nowhere. */
  graphServer?: GraphServer;
  /**
   * Whether messages are proposed to fans, and what words them where an account
   * wants that: `writer` is `null` without a language model. Default: none are.
   */
  suggestions?: { writer: SuggestionWriter | null };
  /** Told of errors that nobody waits for. */
  onError?: (what: string, error: unknown) => void;
}

/** What of a creator was erased, or why nothing was. */
export type Erasure =
  | { ok: true; totals: { messages: number; conversations: number } }
  | { ok: false; code: "unknown_creator" | "several_creators"; reason: string };

const UNKNOWN_CREATOR: Erasure = {
  ok: false,
  code: "unknown_creator",
  reason: "The account has no such creator.",
};
const SEVERAL_CREATORS: Erasure = {
  ok: false,
  code: "several_creators",
  reason:
    "The account has several creators: one of them cannot be erased by itself yet.",
};

/** The whole service behind the routes, put together. */
export class Brain {
  readonly accounts: Accounts;
  readonly hub: Hub;
  readonly ingest: Ingest;
  readonly views: Views;
  readonly chats: Chats;
  readonly fans: FanProfiles;
  readonly commands: Commands;
  readonly suggestions: SuggestionBook;
  readonly search: Searches;
  readonly notes: NoteBook;
  readonly graph: GraphViews;
  readonly insights: InsightAnswers;
  readonly topics: TopicBook;
  readonly insightBook: InsightBook;
  readonly relatedness: Relatedness;
  /** Whether other instances are reached by Redis. */
  readonly hasRedis: boolean;
  readonly #store: Store;
  readonly #commandBook: CommandBook;
  readonly #creatorNames: CreatorNames;
  readonly #kv: Deno.Kv;
  readonly #bus: Bus;
  readonly #bell: QueueBell | null;
  readonly #checkpointer: Pick<Checkpointer, "close"> | null;
  readonly #graphServer: GraphServer | null;

  constructor(options: BrainOptions) {
    const { kv, clock, random, onError = logError } = options;
    const store = new Store({ kv, clock, random });
    const graph = new KvGraph(store);
    const { graphServer } = options;
    const graphCopy = graphServer === undefined ? null : new GraphCopier({
      ...graphServer,
      store,
      source: graph,
      onError,
    });
    const bus = options.bus ?? new LocalBus();
    this.hasRedis = options.redis ?? false;
    this.#kv = kv;
    this.#store = store;
    this.#bus = bus;
    this.#checkpointer = options.checkpointer ?? null;
    this.#graphServer = graphServer ?? null;
    this.#bell = options.bell
      ? new QueueBell(kv, (error) => onError("queue", error))
      : null;
    this.#creatorNames = new CreatorNames(store);
    this.accounts = new Accounts(store);
    this.topics = new TopicBook(store);
    this.insightBook = new InsightBook(store);
    this.relatedness = new Relatedness(
      new EmbeddingCache({
        store,
        embedder: options.embedder ?? hashEmbedder(),
      }),
    );
    const standing = async (account: AccountId): Promise<Visible> => {
      const head = await this.ingest.head(account);
      const { generation, creators, totals, basis: { zone } } = head;
      return { dataset: { account, generation }, creators, totals, zone };
    };
    const visible = async (account: AccountId): Promise<Visible | null> => {
      const found = await standing(account);
      return found.dataset.generation === 0 ? null : found;
    };
    this.chats = new Chats({ store, visible });
    this.#commandBook = new CommandBook({
      store,
      onNews: (account) => this.ingest.heedNews(account),
    });
    this.commands = new Commands({
      store,
      book: this.#commandBook,
      isReady: async (account) => await visible(account) !== null,
      hasChat: (account, chat) => this.chats.hasChat(account, chat),
      ring: (account) => this.hub.ringAgent(account),
    });
    const writer = options.suggestions?.writer ?? null;
    this.suggestions = new SuggestionBook(store, {
      canUseEndpoint: writer !== null,
    });
    const suggester = options.suggestions === undefined ? null : new Suggester({
      store,
      book: this.#commandBook,
      settings: this.suggestions,
      timeZone: (account) => this.insightBook.timeZone(account),
      writer,
    });
    this.ingest = new Ingest({
      store,
      instance: options.instance ?? crypto.randomUUID(),
      parts: messagePipeline({
        graph,
        graphCopy,
        commandNews: this.commands.news(),
        suggestions: suggester,
        enrichment: new EnrichmentPart(
          { topics: this.topics, insights: this.insightBook },
          options.pipelineVersion,
        ),
      }),
      listener: this.#listener(onError),
      signals: signalsOver(bus, this.#bell),
      calmMs: options.calmMs,
    });
    this.views = new Views({ store, graph, standing });
    this.fans = new FanProfiles({ store, visible });
    this.search = new Searches({ store, visible });
    this.notes = new NoteBook(store);
    this.insights = new InsightViews({
      store,
      head: (account) => this.ingest.head(account),
    });
    this.graph = new GraphViews({
      graph,
      reader: graphServer?.reader ?? null,
      copier: graphCopy,
      clock: store.clock,
      head: (account) => this.ingest.head(account),
      review: (account) => this.ingest.review(account),
    });
    this.hub = new Hub({
      store,
      bus,
      source: hubSource({
        ingest: this.ingest,
        views: this.views,
        commands: this.#commandBook,
      }),
      watch: options.watch,
      onError,
    });
  }

  /** Takes up what an earlier process left. */
  async start(): Promise<void> {
    this.#bell?.listen((account) => this.ingest.lookAt(account));
    await this.ingest.start();
  }

  /** Closes connections, ends work after the commits under way, and the database. */
  async close(): Promise<void> {
    await this.hub.close();
    this.#bell?.close();
    await this.ingest.stop();
    await this.#graphServer?.close?.();
    await this.#bus.close();
    await this.#checkpointer?.close();
    this.#kv.close();
  }

  /** Whether all other instances can be reached. */
  get isBusUp(): boolean {
    return this.#bus.isUp;
  }

  /**
   * Whether copies of graphs could be brought up to date when that was tried
   * last; so it is where there are none.
   */
  get isGraphUp(): boolean {
    return this.graph.isUp;
  }

  /**
   * What this instance has asked of the graph server so far; `null` where none is
   * configured.
   */
  get graphMetrics(): GremlinMetrics | null {
    return this.#graphServer?.metrics?.() ?? null;
  }

  /** Whether the database answers. */
  async isReady(): Promise<boolean> {
    try {
      await this.#kv.get(["ready"]);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Ends one of the account's sessions, and closes its dashboards wherever they
   * are; `false` if it has none of that id.
   */
  async endSession(account: AccountId, id: string): Promise<boolean> {
    const isEnded = await this.accounts.sessions.end(account, id);
    if (isEnded) this.hub.closeSession(account, id);
    return isEnded;
  }

  /**
   * Takes an Agent's token away, and closes its connections wherever they are;
   * `false` if the account has no such Agent.
   */
  async revokeAgent(accountId: AccountId, agentId: string): Promise<boolean> {
    const isRevoked = await this.accounts.revokeAgent({ accountId, agentId });
    if (isRevoked) this.hub.closeAgent(accountId, agentId);
    return isRevoked;
  }

  /**
   * Takes the token away from the Agent that has it, as
   * {@linkcode Brain.revokeAgent} does; `false` if no Agent has it.
   */
  async revokeAgentOf(token: string): Promise<boolean> {
    const agent = await this.accounts.agentOf(token);
    return agent !== null &&
      await this.revokeAgent(agent.accountId, agent.agentId);
  }

  /**
   * Erases a creator's data; resolves when nobody finds any of them. What is
   * stored is deleted in the background.
   */
  async eraseCreator(account: AccountId, creator: string): Promise<Erasure> {
    const { creators } = await this.ingest.head(account);
    if (!creators.some((one) => one === creator)) return UNKNOWN_CREATOR;
    if (creators.length > 1) return SEVERAL_CREATORS;
    const { messages, conversations } = await this.ingest.erase(account);
    return { ok: true, totals: { messages, conversations } };
  }

  /**
   * What a page shows before it is connected, with so many of the most pressing
   * conversations.
   */
  async dashboardView(
    account: AccountId,
    { conversations }: { conversations: number },
  ): Promise<DashboardView> {
    // First: what is read after it is as of this revision, or later.
    const { revision, generation } = await this.ingest.head(account);
    const [known, status, urgent, figures, topics] = await Promise.all([
      this.accounts.get(account),
      this.ingest.status(account),
      conversations === 0
        ? []
        : this.views.urgentConversations(account, conversations),
      generation === 0 ? null : this.insights.full(account, {}),
      this.topics.settings(account),
    ]);
    return {
      account: { id: account, name: known?.name ?? account },
      status,
      revision,
      conversations: urgent,
      analytics: figures?.ok ? figures.answer : null,
      topicTitles: topicTitles(topics),
    };
  }

  /** All of the account's data, see {@linkcode exportRecords}. */
  async exportRecords(id: AccountId): Promise<AsyncGenerator<ExportRecord>> {
    const account = await this.accounts.get(id);
    if (account === null) throw new Error(`There is no account ${id}`);
    return exportRecords({
      store: this.#store,
      account,
      head: () => this.ingest.head(id),
      topics: () => this.topics.settings(id),
      timeZone: () => this.insightBook.timeZone(id),
      suggestions: () => this.suggestions.settings(id),
    });
  }

  /** Records of the account that were set aside, and how many there are. */
  async quarantine(
    account: AccountId,
    limit: number,
  ): Promise<{ total: number; records: QuarantinedRecord[] }> {
    const { quarantined } = await this.ingest.head(account);
    const records = await listQuarantine(this.#store, account, limit);
    return { total: quarantined, records };
  }

  /**
   * The account's creators, each with a name where messages give one; the name
   * may be a minute old.
   */
  async creators(account: AccountId): Promise<CreatorList> {
    const { generation, creators, basis: { zone } } = await this.ingest.head(
      account,
    );
    const dataset = { account, generation };
    return await this.#creatorNames.list({ dataset, creators, zone });
  }

  /** All topics of the account, and how far messages are sorted into them. */
  async topicList(account: AccountId): Promise<TopicList> {
    // In this order, what is decided is never older than what is sorted.
    const head = await this.ingest.head(account);
    const settings = await this.topics.settings(account);
    const { status, progress } = await this.ingest.status(account);
    const isSorted = head.generation === 0 ||
      head.basis.topics === settings.revision;
    return {
      topics: topicViews(settings),
      edition: settings.edition,
      progress: status === "REALTIME" && progress !== undefined
        ? progress
        : isSorted
        ? null
        : { done: 0, total: head.totals.messages },
    };
  }

  /**
   * Changes what the account's creator decided about topics; messages are sorted
   * anew in the background.
   */
  async changeTopics(
    account: AccountId,
    edit: (settings: TopicSettings) => Edited,
  ): Promise<Edited> {
    const edited = await this.topics.change(account, edit);
    if (edited.ok) await this.ingest.review(account);
    return edited;
  }

  /** How the account's figures are counted, and how far a change has come. */
  async settings(account: AccountId): Promise<AccountSettings> {
    // In this order, what is decided is never older than what is counted.
    const head = await this.ingest.head(account);
    const zone = await this.insightBook.timeZone(account);
    const { status, progress } = await this.ingest.status(account);
    const isCounted = head.generation === 0 || head.basis.zone === zone;
    return {
      time_zone: zone,
      progress: isCounted
        ? null
        : status === "REALTIME" && progress !== undefined
        ? progress
        : { done: 0, total: head.totals.messages },
    };
  }

  /**
   * Decides by which time zone's days and hours the account's figures are
   * counted; that happens in the background. Throws a `RangeError` if there is
   * no such zone.
   */
  async changeTimeZone(account: AccountId, name: string): Promise<void> {
    const zone = timeZoneOf(name);
    if (zone === null) throw new RangeError(`There is no time zone ${name}`);
    await this.insightBook.setTimeZone(account, zone);
    await this.ingest.review(account);
  }

  /** The time zone of the account's figures as they are now. */
  async figuresZone(account: AccountId): Promise<string> {
    const { generation, basis } = await this.ingest.head(account);
    return generation > 0
      ? basis.zone
      : await this.insightBook.timeZone(account);
  }

  /**
   * Has all of the account's dashboards told its figures as they are by now, over
   * the default range and all creators, at most once a second. Resolves when that
   * is noted: whoever writes for the account tells them.
   */
  async broadcastAnalyticsUpdate(account: AccountId): Promise<void> {
    await this.ingest.requestAnalytics(account);
  }

  #listener(
    onError: (what: string, error: unknown) => void,
  ): IngestListener {
    return {
      committed: (account, from, frames) =>
        this.hub.publishFrames(account, from, frames),
      replaced: (account, revision) =>
        this.hub.publishReplaced(account, revision),
      status: (account, status) => this.hub.publishStatus(account, status),
      failed: (account, what, error) =>
        onError(account === null ? what : `${what} of ${account}`, error),
    };
  }
}

/** Signals between instances go over the channel of an account's Agent. */
function signalsOver(bus: Bus, bell: QueueBell | null): Signals {
  return {
    send: (account, signal) => {
      bus.publish(agentChannel(account), signal);
      if (signal.kind === "work") bell?.ring(account);
    },
    listen: (account, hear) =>
      bus.subscribe(agentChannel(account), (message) => {
        switch (message.kind) {
          case "work":
          case "lease_wanted":
          case "lease_free":
            hear(message);
        }
      }),
  };
}

/** Says on standard error what nobody waits for. */
export function logError(what: string, error: unknown): void {
  console.error(`rapport: ${what}:`, error);
}
