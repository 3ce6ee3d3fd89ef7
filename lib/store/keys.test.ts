import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  AccountId,
  ChatId,
  CreatorId,
  MessageId,
  SuggestionRule,
} from "@/lib/models/mod.ts";
import { chunkKey } from "./codec.ts";
import { type Dataset, datasetPrefixes, keyId, keys } from "./mod.ts";

/** Few different values, so that two keys are often made of the same. */
const text = fc.constantFrom("1", "2", "u_1", "a", "chat", "message");
const number = fc.constantFrom(0, 1, 2);
const account = text.map((id) => AccountId.parse(id));
const chat = text.map((id) => ChatId.parse(id));
const creator = text.map((id) => CreatorId.parse(id));
const message = text.map((id) => MessageId.parse(id));
const rule = fc.constantFrom(...SuggestionRule.options);
const dataset: fc.Arbitrary<Dataset> = fc.record({
  account,
  generation: number,
});

type Keys = typeof keys;
type Arguments = { [K in keyof Keys]: fc.Arbitrary<Parameters<Keys[K]>> };

/** Builders of keys under which an account's values lie. */
const ofAccounts = {
  head: fc.tuple(account),
  queue: fc.tuple(account, number),
  queueTail: fc.tuple(account),
  due: fc.tuple(account),
  lease: fc.tuple(account),
  log: fc.tuple(account, number),
  presence: fc.tuple(account),
  graphOutbox: fc.tuple(account, number),
  graphCopy: fc.tuple(account),
  graphRequest: fc.tuple(account),
  graphRefused: fc.tuple(account, text),
  analyticsRequest: fc.tuple(account),
  command: fc.tuple(account, text),
  commandTail: fc.tuple(account),
  commandAt: fc.tuple(account, number),
  commandOfChat: fc.tuple(account, chat, number),
  openCommand: fc.tuple(account, number),
  commandNews: fc.tuple(account, number),
  openSuggestion: fc.tuple(account, number),
  occasion: fc.tuple(account, chat, rule, text),
  automaticSend: fc.tuple(account, rule, number, number),
  suggestionState: fc.tuple(account, text),
  topicSettings: fc.tuple(account),
  insightSettings: fc.tuple(account),
  topicReading: fc.tuple(account, number),
  note: fc.tuple(account, chat, number),
  noteCount: fc.tuple(account, chat),
  quarantine: fc.tuple(account, number, text),
  account: fc.tuple(account),
  agent: fc.tuple(account, text),
  sessionOf: fc.tuple(account, text),
} satisfies Partial<Arguments>;

/** Builders of keys under which a dataset's values lie. */
const ofDatasets = {
  message: fc.tuple(dataset, chat, number, message),
  messageIndex: fc.tuple(dataset, message),
  messageBlock: fc.tuple(dataset, number),
  stagedChat: fc.tuple(dataset, chat, number),
  unsearched: fc.tuple(dataset, number),
  entity: fc.tuple(dataset, text),
  entityOfChat: fc.tuple(dataset, chat, text),
  conversation: fc.tuple(dataset, chat),
  conversationDetails: fc.tuple(dataset, chat),
  day: fc.tuple(dataset, creator, number),
  chatOfDay: fc.tuple(dataset, creator, number, chat),
  spendOfChat: fc.tuple(dataset, chat),
  spendOfDay: fc.tuple(dataset, creator, number),
  waiting: fc.tuple(dataset, creator, number, chat),
  vertex: fc.tuple(dataset, creator, text),
  edgeOut: fc.tuple(dataset, creator, text, text, text),
  edgeIn: fc.tuple(dataset, creator, text, text, text),
  graphCounts: fc.tuple(dataset, creator),
} satisfies Partial<Arguments>;

const entries = { ...ofAccounts, ...ofDatasets };

/** Builders of keys that a hash, or an instance's id, leads to. */
const secrets = {
  session: fc.tuple(text),
  loginLink: fc.tuple(text),
  pairingCode: fc.tuple(text),
  agentToken: fc.tuple(text),
  instance: fc.tuple(text),
  embedding: fc.tuple(text, text),
} satisfies Partial<Arguments>;

/** Builders of prefixes, each with what it is the prefix of. */
const prefixes: Record<
  Exclude<keyof Keys, keyof typeof entries | keyof typeof secrets>,
  keyof typeof entries
> = {
  heads: "head",
  logOf: "log",
  queueOf: "queue",
  stagedChats: "stagedChat",
  dues: "due",
  leases: "lease",
  messagesOf: "message",
  messages: "message",
  messageIndexes: "messageIndex",
  messageBlocks: "messageBlock",
  allUnsearched: "unsearched",
  entities: "entity",
  entitiesOfChat: "entityOfChat",
  entitiesOfChats: "entityOfChat",
  conversations: "conversation",
  allConversationDetails: "conversationDetails",
  days: "day",
  chatsOfDay: "chatOfDay",
  chatsOfDays: "chatOfDay",
  spendOfChats: "spendOfChat",
  spendOfDays: "spendOfDay",
  waitingOf: "waiting",
  allWaiting: "waiting",
  vertices: "vertex",
  edgesOut: "edgeOut",
  edgesIn: "edgeIn",
  graphCountsOf: "graphCounts",
  graphOutboxOf: "graphOutbox",
  commands: "command",
  commandsOf: "commandAt",
  commandsOfChats: "commandOfChat",
  commandsOfChat: "commandOfChat",
  openCommandsOf: "openCommand",
  commandNewsOf: "commandNews",
  openSuggestionsOf: "openSuggestion",
  occasionsOf: "occasion",
  occasions: "occasion",
  automaticSendsOf: "automaticSend",
  automaticSends: "automaticSend",
  suggestionStates: "suggestionState",
  graphRefusedOf: "graphRefused",
  topicReadings: "topicReading",
  notesOf: "note",
  notes: "note",
  noteCounts: "noteCount",
  quarantineOf: "quarantine",
  accounts: "account",
  agentsOf: "agent",
  sessionsOf: "sessionOf",
};

interface Built {
  builder: string;
  args: unknown[];
  key: Deno.KvKey;
}

function build(name: string, args: unknown[]): Deno.KvKey {
  const builder: unknown = Reflect.get(keys, name);
  if (typeof builder !== "function") throw new Error(`No builder ${name}`);
  return builder(...args);
}

/** A key of any of these builders, with what it was built of. */
function builtBy(builders: Partial<Arguments>): fc.Arbitrary<Built> {
  return fc.oneof(
    ...Object.entries(builders).map(([builder, args]) =>
      (args as fc.Arbitrary<unknown[]>).map((args) => ({
        builder,
        args,
        key: build(builder, args),
      }))
    ),
  );
}

const built = builtBy({ ...entries, ...secrets });

describe("keys", () => {
  it("are the same only from the same builder with the same arguments", () => {
    fc.assert(
      fc.property(built, built, (a, b) => {
        if (keyId(a.key) !== keyId(b.key)) return;
        expect(a).toEqual(b);
      }),
      { numRuns: 5_000 },
    );
  });

  it("have a room for each builder, where no pieces of large values lie", () => {
    const rooms = new Map<string, Set<Deno.KvKeyPart | undefined>>();
    for (const { builder, key } of fc.sample(built, 1_000)) {
      rooms.set(builder, (rooms.get(builder) ?? new Set()).add(key[0]));
      rooms.set(
        "pieces",
        (rooms.get("pieces") ?? new Set()).add(chunkKey(key, 0)[0]),
      );
    }
    const all = [...rooms.values()].flatMap((names) => [...names]);
    const builders = Object.keys({ ...entries, ...secrets }).length;
    expect(all).toHaveLength(2 * builders);
    expect(new Set(all).size).toBe(all.length);
  });

  it("name the account that they belong to", () => {
    fc.assert(fc.property(builtBy(ofAccounts), ({ args, key }) => {
      expect(key[1]).toBe(args[0]);
    }));
    fc.assert(fc.property(builtBy(ofDatasets), ({ args, key }) => {
      expect(key.slice(1, 3)).toEqual(Object.values(args[0] as Dataset));
    }));
  });

  it.each(Object.entries(prefixes))(
    "%s begins the keys of %s",
    (prefix, of) => {
      fc.assert(fc.property(entries[of] as fc.Arbitrary<unknown[]>, (args) => {
        const key = build(of, args);
        const start = build(prefix, args);
        expect(start.length).toBeLessThan(key.length);
        expect(key.slice(0, start.length)).toEqual(start);
      }));
    },
  );
});

describe("datasetPrefixes", () => {
  it("cover every key of the dataset once, and none of another", () => {
    fc.assert(fc.property(builtBy(ofDatasets), dataset, ({ args, key }, d) => {
      const covering = datasetPrefixes(d).filter((prefix) =>
        keyId(key.slice(0, prefix.length)) === keyId(prefix)
      );
      const [own] = args as [Dataset];
      const same = own.account === d.account && own.generation === d.generation;
      expect(covering).toHaveLength(same ? 1 : 0);
    }));
  });
});
