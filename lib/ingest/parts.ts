import type {
  AccountId,
  AnalyticsUpdate,
  ChatChange,
  ChatId,
  CreatorId,
  EnrichmentBasis,
  EnrichmentResultPayload,
  ExtendedConversationNode,
  GraphMarks,
  Message,
  MessageChange,
  MessageEnrichment,
  NamedEntity,
  PlacedMessage,
  SendMessageCommand,
  Side,
  SystemStatus,
  Totals,
} from "@/lib/models/mod.ts";
import type { Changes, Dataset, Store } from "@/lib/store/mod.ts";
import type { Head } from "./head.ts";
import type { Lease } from "./leases.ts";

/** What a batch is applied to. */
export interface BatchContext {
  store: Store;
  tx: Changes;
  dataset: Dataset;
  /** The time zone by whose days the dataset is counted. */
  zone: string;
}

/** Makes a dataset that nobody sees yet, from its first record on. */
export interface DatasetParts {
  /**
   * Counts a batch, and gives what it adds to the totals. What is drawn from the
   * counted only is left to `finish`.
   */
  apply(
    context: BatchContext,
    messages: readonly MessageChange[],
    chats: readonly ChatChange[],
  ): Promise<Totals[]>;
  /** Draws the graph; all figures are in the database by then. */
  finish(context: BatchContext): Promise<void>;
}

/** What a batch did to one conversation. */
export interface ConversationEffect {
  chat: ChatId;
  /** What it adds to the dataset's totals. */
  totals: Totals;
  /** The conversation as the dashboard lists it. */
  node(now: number): ExtendedConversationNode;
  /** Its enrichment, if that is another than before. */
  enrichment(now: number): EnrichmentResultPayload | null;
}

/** What a batch did. */
export interface AppliedChanges {
  effects: ConversationEffect[];
  /** Days whose figures it may have changed. */
  days: Iterable<number>;
  /** What is to be looked at in a copy of the graph. */
  graph: GraphMarks;
}

/** What work beside an account's deltas works with. */
export interface GraphCopyContext {
  account: AccountId;
  /** Where the account stands now. */
  head(): Promise<Head>;
  /** Under which everything is written. */
  lease: Lease;
  /** Ends it early, with an error. */
  signal: AbortSignal;
}

/** A copy of graphs on a server, which follows what is committed. */
export interface GraphCopy {
  /** Whether an account's copy is behind what is committed, or asked for. */
  isBehind(account: AccountId, head: Head): Promise<boolean>;
  /**
   * Brings an account's copy up to date. Gives `null` when it is, and otherwise
   * in how many ms it is to be tried again. Needs the account's lease.
   */
  run(context: GraphCopyContext): Promise<number | null>;
}

/** What proposing messages to an account's fans works with. */
export type SuggestionContext = GraphCopyContext;

/** Proposes messages to fans. */
export interface Suggestions {
  /**
   * Proposes what there is to propose, in a bounded time, and takes back what is
   * not so any more; gives in how many ms it is to look again. Needs the account's
   * lease.
   */
  run(context: SuggestionContext): Promise<number>;
}

/** What became of commands, until dashboards are told of it. */
export interface CommandNews {
  /**
   * Takes the oldest news of an account away within a commit; what dashboards
   * are to be told of it, in order. Nothing if there is none.
   */
  take(tx: Changes, account: AccountId): Promise<SendMessageCommand[]>;
}

/** What one message says and does; pure. */
export type Enrich = (message: Message, side: Side) => MessageEnrichment;

/** Whom and what a text names, in order of first mention. */
export type FindNames = (text: string) => NamedEntity[];

/** What ingest is given: everything that happens to a message on its way. */
export interface IngestParts {
  /** How messages of the account are to be enriched by now. */
  basis(account: AccountId): Promise<EnrichmentBasis>;
  /** Enriches as a basis says; `null` where its pipeline is not at hand. */
  enricher(
    account: AccountId,
    basis: EnrichmentBasis,
  ): Promise<Enrich | null>;
  /** Finds names, which takes its time; pure. */
  nameFinder(): Promise<FindNames>;
  /** The user id of a chat's fan, where it is known to differ from the chat's. */
  fanOf(context: BatchContext, chat: ChatId): Promise<string | null>;
  /**
   * Counts deltas and news of chats, in figures and graph, within the context's
   * transaction.
   */
  apply(
    context: BatchContext,
    messages: readonly MessageChange[],
    chats: readonly ChatChange[],
  ): Promise<AppliedChanges>;
  /** Keeps a copy of graphs on a server; `null` if there is none. */
  graphCopy: GraphCopy | null;
  commandNews: CommandNews;
  /** Proposes messages; `null` if nothing does. */
  suggestions: Suggestions | null;
  /** As `apply` for a dataset that is being made, message by message. */
  newDataset(): DatasetParts;
  /** The chats of a dataset as a snapshot would list them. */
  chats(store: Store, dataset: Dataset): AsyncIterable<ChatChange>;
  /** The same of some chats; those that are not in the dataset are left out. */
  chatsOf(
    store: Store,
    dataset: Dataset,
    chats: readonly ChatId[],
  ): Promise<ChatChange[]>;
  /** The account's figures as of the context's transaction. */
  analytics(
    tx: Changes,
    dataset: Dataset,
    query: {
      creators: readonly CreatorId[];
      totals: Totals;
      zone: string;
      now: number;
    },
  ): Promise<AnalyticsUpdate>;
  /** A message as it goes to the dashboard. */
  outgoing(message: PlacedMessage): Message;
}

/** Whom ingest tells what it has committed. */
export interface IngestListener {
  /** Frames of the event log; the first has revision `from`. */
  committed(account: AccountId, from: number, frames: string[]): void;
  /** Everything is new as of `revision`: dashboards need a full sync. */
  replaced(account: AccountId, revision: number): void;
  status(account: AccountId, status: SystemStatus): void;
  /** Something failed that nobody waits for; it will be tried again. */
  failed(account: AccountId | null, what: string, error: unknown): void;
}
