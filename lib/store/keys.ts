import type {
  AccountId,
  ChatId,
  CreatorId,
  MessageId,
  SuggestionRule,
} from "@/lib/models/mod.ts";

/**
 * A complete dataset of an account. A snapshot builds the next generation
 * beside the visible one; the account's head then points to it.
 */
export interface Dataset {
  account: AccountId;
  generation: number;
}

/**
 * Every key of the database, by what lies there. The second part is the
 * account, but for what opens an account: a secret's hash. Instances and
 * embeddings belong to no account.
 */
export const keys = {
  /** Where the account stands: revision, generation, status. */
  head: (a: AccountId): Deno.KvKey => ["head", a],
  heads: (): Deno.KvKey => ["head"],

  /** Deltas in the order of their arrival. */
  queue: (a: AccountId, position: number): Deno.KvKey => ["queue", a, position],
  queueOf: (a: AccountId): Deno.KvKey => ["queue", a],
  /** The position that the next delta gets. */
  queueTail: (a: AccountId): Deno.KvKey => ["queue_tail", a],

  /** Accounts whose holder has something to look at; who asks for the lease. */
  due: (a: AccountId): Deno.KvKey => ["due", a],
  dues: (): Deno.KvKey => ["due"],
  /** Which instance writes for the account. */
  lease: (a: AccountId): Deno.KvKey => ["lease", a],
  leases: (): Deno.KvKey => ["lease"],
  /** Until when an instance is believed to be alive. */
  instance: (id: string): Deno.KvKey => ["instance", id],

  /** What changed the account's state, by the first revision of each commit. */
  log: (a: AccountId, revision: number): Deno.KvKey => ["log", a, revision],
  logOf: (a: AccountId): Deno.KvKey => ["log", a],

  /** Who was online when an Agent last looked; expires. */
  presence: (a: AccountId): Deno.KvKey => ["presence", a],

  /** Messages of a chat in order of time. */
  message: (
    d: Dataset,
    chat: ChatId,
    at: number,
    id: MessageId,
  ): Deno.KvKey => ["msg", d.account, d.generation, chat, at, id],
  messagesOf: (
    d: Dataset,
    chat: ChatId,
  ): Deno.KvKey => ["msg", d.account, d.generation, chat],
  messages: (d: Dataset): Deno.KvKey => ["msg", d.account, d.generation],
  /** Where a message lies. */
  messageIndex: (
    d: Dataset,
    id: MessageId,
  ): Deno.KvKey => ["msg_at", d.account, d.generation, id],
  messageIndexes: (
    d: Dataset,
  ): Deno.KvKey => ["msg_at", d.account, d.generation],
  /** The same of messages that arrived together, under the first number. */
  messageBlock: (
    d: Dataset,
    first: number,
  ): Deno.KvKey => ["msg_in", d.account, d.generation, first],
  messageBlocks: (
    d: Dataset,
  ): Deno.KvKey => ["msg_in", d.account, d.generation],

  /** Messages that are to be searched for names, by a number of their own. */
  unsearched: (
    d: Dataset,
    n: number,
  ): Deno.KvKey => ["unsearched", d.account, d.generation, n],
  allUnsearched: (
    d: Dataset,
  ): Deno.KvKey => ["unsearched", d.account, d.generation],
  /** Messages that name somebody or something, by spelling. */
  entity: (
    d: Dataset,
    id: string,
  ): Deno.KvKey => ["entity", d.account, d.generation, id],
  entities: (d: Dataset): Deno.KvKey => ["entity", d.account, d.generation],
  /** The same of one conversation. */
  entityOfChat: (
    d: Dataset,
    chat: ChatId,
    id: string,
  ): Deno.KvKey => ["chat_entity", d.account, d.generation, chat, id],
  entitiesOfChat: (
    d: Dataset,
    chat: ChatId,
  ): Deno.KvKey => ["chat_entity", d.account, d.generation, chat],
  entitiesOfChats: (d: Dataset): Deno.KvKey => [
    "chat_entity",
    d.account,
    d.generation,
  ],

  /** What snapshots said of chats, part by part, until they are applied. */
  stagedChat: (
    d: Dataset,
    chat: ChatId,
    n: number,
  ): Deno.KvKey => ["staged_chat", d.account, d.generation, chat, n],
  stagedChats: (d: Dataset): Deno.KvKey => [
    "staged_chat",
    d.account,
    d.generation,
  ],

  /** A conversation's figures, which each of its messages changes. */
  conversation: (
    d: Dataset,
    chat: ChatId,
  ): Deno.KvKey => ["conv", d.account, d.generation, chat],
  conversations: (d: Dataset): Deno.KvKey => ["conv", d.account, d.generation],
  /** What few of a conversation's messages change: profile and outcomes. */
  conversationDetails: (
    d: Dataset,
    chat: ChatId,
  ): Deno.KvKey => ["conv_details", d.account, d.generation, chat],
  allConversationDetails: (
    d: Dataset,
  ): Deno.KvKey => ["conv_details", d.account, d.generation],

  /** A creator's figures of one day. */
  day: (
    d: Dataset,
    creator: CreatorId,
    day: number,
  ): Deno.KvKey => ["day", d.account, d.generation, creator, day],
  days: (d: Dataset): Deno.KvKey => ["day", d.account, d.generation],
  /** Conversations with a message on a creator's day. */
  chatOfDay: (
    d: Dataset,
    creator: CreatorId,
    day: number,
    chat: ChatId,
  ): Deno.KvKey => ["chat_of_day", d.account, d.generation, creator, day, chat],
  chatsOfDay: (
    d: Dataset,
    creator: CreatorId,
    day: number,
  ): Deno.KvKey => ["chat_of_day", d.account, d.generation, creator, day],
  chatsOfDays: (d: Dataset): Deno.KvKey => [
    "chat_of_day",
    d.account,
    d.generation,
  ],
  /** What a conversation's fan paid, by day. */
  spendOfChat: (
    d: Dataset,
    chat: ChatId,
  ): Deno.KvKey => ["chat_spend", d.account, d.generation, chat],
  spendOfChats: (d: Dataset): Deno.KvKey => [
    "chat_spend",
    d.account,
    d.generation,
  ],
  /** What a creator's fans paid on a day, by conversation. */
  spendOfDay: (
    d: Dataset,
    creator: CreatorId,
    day: number,
  ): Deno.KvKey => ["day_spend", d.account, d.generation, creator, day],
  spendOfDays: (d: Dataset): Deno.KvKey => [
    "day_spend",
    d.account,
    d.generation,
  ],
  /** Conversations that wait for an answer, by since when, in ms. */
  waiting: (
    d: Dataset,
    creator: CreatorId,
    since: number,
    chat: ChatId,
  ): Deno.KvKey => ["waiting", d.account, d.generation, creator, since, chat],
  waitingOf: (
    d: Dataset,
    creator: CreatorId,
  ): Deno.KvKey => ["waiting", d.account, d.generation, creator],
  allWaiting: (d: Dataset): Deno.KvKey => ["waiting", d.account, d.generation],

  /**
   * The property graph: vertices with the edges that they hold, marks of edges
   * at the ends that do not hold them, counts by label.
   */
  vertex: (
    d: Dataset,
    creator: CreatorId,
    id: string,
  ): Deno.KvKey => ["vertex", d.account, d.generation, creator, id],
  vertices: (d: Dataset): Deno.KvKey => ["vertex", d.account, d.generation],
  edgeOut: (
    d: Dataset,
    creator: CreatorId,
    from: string,
    label: string,
    to: string,
  ): Deno.KvKey => [
    "edge_out",
    d.account,
    d.generation,
    creator,
    from,
    label,
    to,
  ],
  edgesOut: (d: Dataset): Deno.KvKey => ["edge_out", d.account, d.generation],
  edgeIn: (
    d: Dataset,
    creator: CreatorId,
    to: string,
    label: string,
    from: string,
  ): Deno.KvKey => [
    "edge_in",
    d.account,
    d.generation,
    creator,
    to,
    label,
    from,
  ],
  edgesIn: (d: Dataset): Deno.KvKey => ["edge_in", d.account, d.generation],
  graphCounts: (
    d: Dataset,
    creator: CreatorId,
  ): Deno.KvKey => ["graph_counts", d.account, d.generation, creator],
  graphCountsOf: (
    d: Dataset,
  ): Deno.KvKey => ["graph_counts", d.account, d.generation],

  /** What commits have changed in graphs, for the copy of them, by commit. */
  graphOutbox: (a: AccountId, commit: number): Deno.KvKey => [
    "graph_outbox",
    a,
    commit,
  ],
  graphOutboxOf: (a: AccountId): Deno.KvKey => ["graph_outbox", a],
  /** How far the copy of an account's graphs is. */
  graphCopy: (a: AccountId): Deno.KvKey => ["graph_copy", a],
  /** Somebody wants it compared with the graphs. */
  graphRequest: (a: AccountId): Deno.KvKey => ["graph_request", a],
  /** What the server refuses to take, by a number. */
  graphRefused: (a: AccountId, n: string): Deno.KvKey => [
    "graph_refused",
    a,
    n,
  ],
  graphRefusedOf: (a: AccountId): Deno.KvKey => ["graph_refused", a],

  /** Somebody wants dashboards to be told of the account's figures. */
  analyticsRequest: (a: AccountId): Deno.KvKey => ["analytics_request", a],

  /** Messages that people want the Agent to send, by their ids. */
  command: (a: AccountId, id: string): Deno.KvKey => ["command", a, id],
  commands: (a: AccountId): Deno.KvKey => ["command", a],
  /** The numbers that the next command, and the next news of one, get. */
  commandTail: (a: AccountId): Deno.KvKey => ["command_tail", a],
  /** Commands by their numbers: all, a chat's, and those that are open. */
  commandAt: (a: AccountId, n: number): Deno.KvKey => ["command_at", a, n],
  commandsOf: (a: AccountId): Deno.KvKey => ["command_at", a],
  commandOfChat: (
    a: AccountId,
    chat: ChatId,
    n: number,
  ): Deno.KvKey => ["chat_command", a, chat, n],
  commandsOfChats: (a: AccountId): Deno.KvKey => ["chat_command", a],
  commandsOfChat: (
    a: AccountId,
    chat: ChatId,
  ): Deno.KvKey => ["chat_command", a, chat],
  openCommand: (a: AccountId, n: number): Deno.KvKey => ["open_command", a, n],
  openCommandsOf: (a: AccountId): Deno.KvKey => ["open_command", a],
  /** Messages that are proposed and that nobody has decided about. */
  openSuggestion: (
    a: AccountId,
    n: number,
  ): Deno.KvKey => ["open_suggestion", a, n],
  openSuggestionsOf: (a: AccountId): Deno.KvKey => ["open_suggestion", a],
  /** For what a message was proposed to a fan: once each. */
  occasion: (
    a: AccountId,
    chat: ChatId,
    rule: SuggestionRule,
    at: string,
  ): Deno.KvKey => ["occasion", a, chat, rule, at],
  occasionsOf: (
    a: AccountId,
    chat: ChatId,
    rule: SuggestionRule,
  ): Deno.KvKey => ["occasion", a, chat, rule],
  occasions: (a: AccountId): Deno.KvKey => ["occasion", a],
  /** What rules had sent by themselves, by when, in ms, and the command. */
  automaticSend: (
    a: AccountId,
    rule: SuggestionRule,
    at: number,
    n: number,
  ): Deno.KvKey => ["automatic_send", a, rule, at, n],
  automaticSendsOf: (
    a: AccountId,
    rule: SuggestionRule,
  ): Deno.KvKey => ["automatic_send", a, rule],
  automaticSends: (a: AccountId): Deno.KvKey => ["automatic_send", a],
  /** How messages are proposed, by rule and in all; how far it was looked. */
  suggestionState: (
    a: AccountId,
    name: string,
  ): Deno.KvKey => ["suggestion_state", a, name],
  suggestionStates: (a: AccountId): Deno.KvKey => ["suggestion_state", a],
  /** What dashboards are to be told of commands, in order. */
  commandNews: (a: AccountId, n: number): Deno.KvKey => ["command_news", a, n],
  commandNewsOf: (a: AccountId): Deno.KvKey => ["command_news", a],

  /** What the creator decided about topics. */
  topicSettings: (a: AccountId): Deno.KvKey => ["topics", a],
  /** How messages are sorted into topics as of a revision of that. */
  topicReading: (a: AccountId, revision: number): Deno.KvKey => [
    "topic_reading",
    a,
    revision,
  ],
  topicReadings: (a: AccountId): Deno.KvKey => ["topic_reading", a],

  /** What the account decided about its figures. */
  insightSettings: (a: AccountId): Deno.KvKey => ["insight_settings", a],

  /** Notes of a conversation, by their number; of whatever dataset. */
  note: (
    a: AccountId,
    chat: ChatId,
    n: number,
  ): Deno.KvKey => ["note", a, chat, n],
  notesOf: (a: AccountId, chat: ChatId): Deno.KvKey => ["note", a, chat],
  notes: (a: AccountId): Deno.KvKey => ["note", a],
  /** How many there are, and the next one's number. */
  noteCount: (
    a: AccountId,
    chat: ChatId,
  ): Deno.KvKey => ["note_count", a, chat],
  noteCounts: (a: AccountId): Deno.KvKey => ["note_count", a],

  /** Records set aside with their reason, in order of arrival. */
  quarantine: (
    a: AccountId,
    at: number,
    n: string,
  ): Deno.KvKey => ["quarantine", a, at, n],
  quarantineOf: (a: AccountId): Deno.KvKey => ["quarantine", a],

  /** A text's vector, by the model and the text's SHA-256. */
  embedding: (
    model: string,
    hash: string,
  ): Deno.KvKey => ["embedding", model, hash],

  /** Accounts, and what opens them; secrets are stored as hashes. */
  account: (a: AccountId): Deno.KvKey => ["account", a],
  accounts: (): Deno.KvKey => ["account"],
  agent: (a: AccountId, id: string): Deno.KvKey => ["agent", a, id],
  agentsOf: (a: AccountId): Deno.KvKey => ["agent", a],
  session: (hash: string): Deno.KvKey => ["session", hash],
  /** The account's sessions, by their ids. */
  sessionOf: (a: AccountId, id: string): Deno.KvKey => [
    "account_session",
    a,
    id,
  ],
  sessionsOf: (a: AccountId): Deno.KvKey => ["account_session", a],
  loginLink: (hash: string): Deno.KvKey => ["login_link", hash],
  pairingCode: (hash: string): Deno.KvKey => ["pairing_code", hash],
  agentToken: (hash: string): Deno.KvKey => ["agent_token", hash],
};

/** What a snapshot says, as it was received: the rest is computed from it. */
export function recordPrefixes(d: Dataset): Deno.KvKey[] {
  return [
    keys.messages(d),
    keys.messageIndexes(d),
    keys.messageBlocks(d),
    keys.stagedChats(d),
  ];
}

/** What is computed from messages and chats. */
export function figurePrefixes(d: Dataset): Deno.KvKey[] {
  return [
    keys.conversations(d),
    keys.allConversationDetails(d),
    keys.days(d),
    keys.chatsOfDays(d),
    keys.spendOfChats(d),
    keys.spendOfDays(d),
    keys.allWaiting(d),
    keys.allUnsearched(d),
    keys.entities(d),
    keys.entitiesOfChats(d),
    keys.vertices(d),
    keys.edgesOut(d),
    keys.edgesIn(d),
    keys.graphCountsOf(d),
  ];
}

/** The keys under which a conversation lies. */
export function conversationKeys(d: Dataset, chat: ChatId): Deno.KvKey[] {
  return [keys.conversation(d, chat), keys.conversationDetails(d, chat)];
}

/** Everything that belongs to one generation of an account's data. */
export function datasetPrefixes(d: Dataset): Deno.KvKey[] {
  return [...recordPrefixes(d), ...figurePrefixes(d)];
}

/**
 * What belongs to no generation and yet is about people: it goes with a creator
 * who is erased. What a new part of the service stores about fans is added here.
 */
export function personalPrefixes(a: AccountId): Deno.KvKey[] {
  return [
    keys.graphOutboxOf(a),
    keys.graphRefusedOf(a),
    keys.commands(a),
    keys.commandsOf(a),
    keys.commandsOfChats(a),
    keys.openCommandsOf(a),
    keys.commandNewsOf(a),
    keys.openSuggestionsOf(a),
    keys.occasions(a),
    keys.automaticSends(a),
    keys.suggestionStates(a),
    keys.notes(a),
    keys.noteCounts(a),
  ];
}
