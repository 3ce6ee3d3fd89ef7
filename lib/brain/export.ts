import type { Account } from "@/lib/accounts/mod.ts";
import { listAllCommands } from "@/lib/commands/mod.ts";
import { type Head, listAllQuarantine } from "@/lib/ingest/mod.ts";
import { conversationNode, listConversations } from "@/lib/insights/mod.ts";
import {
  type AccountId,
  EXPORT_FORMAT,
  EXPORT_VERSION,
  type ExportRecord,
  type StoredMessage,
  type SuggestionSettings,
  type TopicSettings,
} from "@/lib/models/mod.ts";
import { NoteBook } from "@/lib/notes/mod.ts";
import {
  type Dataset,
  keys,
  listMessages,
  type Store,
} from "@/lib/store/mod.ts";
import { CONCLUSIONS } from "./conclusions.ts";

/** What an export is made from. */
export interface ExportOptions {
  store: Store;
  account: Account;
  /** Where the account stands now. */
  head(): Promise<Readonly<Head>>;
  /** What is decided about topics. */
  topics(): Promise<TopicSettings>;
  /** The time zone that is decided. */
  timeZone(): Promise<string>;
  /** How messages are proposed. */
  suggestions(): Promise<SuggestionSettings>;
}

/** What a source of an export's records reads from. */
interface ExportContext extends ExportOptions {
  id: AccountId;
  /** Where the account stood at the beginning. */
  begun: Readonly<Head>;
  /** What was visible then. */
  dataset: Dataset;
}

/** Records of one kind, read as they are asked for. */
type ExportSource = (context: ExportContext) => AsyncIterable<ExportRecord>;

/**
 * Everything that an export holds, in its order. What another part of the service
 * stores of an account is added here, with its type among the models.
 */
const SOURCES: readonly ExportSource[] = [
  account,
  creators,
  settings,
  topicSettings,
  suggestionSettings,
  conversations,
  messages,
  commands,
  notes,
  setAside,
];

/** Records between two looks at whether the dataset is still there. */
const LOOK_EVERY = 1_000;

/** Another dataset took the place of the one that was being exported. */
export class ExportOutdated extends Error {
  override name = "ExportOutdated";

  constructor(account: AccountId) {
    super(`The data of ${account} were replaced during their export`);
  }
}

/**
 * All of an account's data, record by record: first a header, and at last the
 * number of records between the two. Each record is as it is when it is its turn.
 * Throws {@linkcode ExportOutdated} if everything is replaced meanwhile, by a
 * snapshot or an erasure.
 */
export async function* exportRecords(
  options: ExportOptions,
): AsyncGenerator<ExportRecord> {
  const { account: { id }, store, head } = options;
  const begun = await head();
  const { generation, revision, creators, totals } = begun;
  const { conversations, messages } = totals;
  yield {
    type: "header",
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    exported_at: isoTime(store.clock.now()),
    revision,
    counts: { creators: creators.length, conversations, messages },
  };
  const checkDataset = async () => {
    if ((await head()).generation !== generation) throw new ExportOutdated(id);
  };
  const dataset = { account: id, generation };
  const context: ExportContext = { ...options, id, begun, dataset };
  let records = 0;
  for (const source of SOURCES) {
    for await (const record of source(context)) {
      yield record;
      if (++records % LOOK_EVERY === 0) await checkDataset();
    }
  }
  await checkDataset();
  yield { type: "end", records };
}

async function* account(
  { account: { id, name, createdAt } }: ExportContext,
): AsyncGenerator<ExportRecord> {
  yield { type: "account", id, name, created_at: createdAt };
}

async function* creators(
  { begun }: ExportContext,
): AsyncGenerator<ExportRecord> {
  for (const id of begun.creators) yield { type: "creator", id };
}

async function* settings(
  { timeZone }: ExportContext,
): AsyncGenerator<ExportRecord> {
  yield { type: "settings", time_zone: await timeZone() };
}

async function* topicSettings(
  { topics }: ExportContext,
): AsyncGenerator<ExportRecord> {
  yield { type: "topic_settings", topics: (await topics()).topics };
}

async function* suggestionSettings(
  { suggestions }: ExportContext,
): AsyncGenerator<ExportRecord> {
  yield { type: "suggestion_settings", suggestions: await suggestions() };
}

async function* conversations(
  { store, dataset }: ExportContext,
): AsyncGenerator<ExportRecord> {
  for await (const record of listConversations(store, dataset)) {
    const now = store.clock.now();
    const { messages: _, ...conversation } = conversationNode(
      record,
      now,
      CONCLUSIONS,
    );
    yield { type: "conversation", conversation };
  }
}

async function* messages(
  { store, dataset }: ExportContext,
): AsyncGenerator<ExportRecord> {
  const rows = listMessages(store, { prefix: keys.messages(dataset) });
  for await (const row of rows) yield messageRecord(row);
}

async function* commands(
  { store, id }: ExportContext,
): AsyncGenerator<ExportRecord> {
  for await (const command of listAllCommands(store, id)) {
    yield { type: "command", command };
  }
}

async function* notes(
  { store, id }: ExportContext,
): AsyncGenerator<ExportRecord> {
  for await (const { chat, note } of new NoteBook(store).listAll(id)) {
    yield { type: "note", conversation_id: chat, note };
  }
}

async function* setAside(
  { store, id }: ExportContext,
): AsyncGenerator<ExportRecord> {
  for await (
    const { at, code, reason, record } of listAllQuarantine(store, id)
  ) {
    yield { type: "set_aside", at, code, reason, record };
  }
}

/**
 * A message as its Agent sent it, with what was found out where it says nothing:
 * sent again, it comes to lie where it is.
 */
function messageRecord(stored: StoredMessage): ExportRecord {
  const { chat, at, side, receivedAt, message, enrichment } = stored;
  const { sentiment, topics, actions, outcomes, entities } = enrichment;
  const saysSide = typeof message.is_creator === "boolean" ||
    typeof message.is_inbound === "boolean";
  const saysTime = message.createdAt != null || message.created_at != null;
  return {
    type: "message",
    conversation_id: chat,
    received_at: isoTime(receivedAt),
    message: {
      ...message,
      chat_id: chat,
      ...saysSide ? {} : { is_inbound: side === "inbound" },
      ...saysTime ? {} : { createdAt: isoTime(at) },
    },
    enrichment: {
      sentiment,
      topics,
      actions,
      outcomes,
      names: entities?.map(({ name }) => name) ?? [],
    },
  };
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
