import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Brain } from "@/lib/brain.ts";
import {
  createEnricher,
  enrichConversation,
  factsOf,
} from "@/lib/enrichment/mod.ts";
import {
  AccountId,
  CacheUpdateEnvelope,
  type ExtendedConversationNode,
  NewRawMessagePayload,
} from "@/lib/models/mod.ts";
import { keys, listMessages, ManualClock, Store } from "@/lib/store/mod.ts";

const ACCOUNT = AccountId.parse("u_1");
const NOW = Date.UTC(2026, 10, 21, 12);
const DAY = 86_400_000;
const CREATOR = 9;
const enricher = createEnricher();

/** A version of one of a few messages of two chats. */
const message = fc.record({
  id: fc.integer({ min: 1, max: 14 }),
  version: fc.integer({ min: 0, max: 2 }),
  daysAgo: fc.integer({ min: 0, max: 90 }),
  isInbound: fc.boolean(),
  text: fc.constantFrom(
    "I love this recipe! 😍",
    "That was terrible, I want a refund",
    "How was your trip to Rome?",
    "Thank you so much for the tip babe",
    "I just renewed my subscription",
    "",
    "gracias mi amor, eres la más bonita del mundo",
  ),
  isTip: fc.boolean(),
  price: fc.constantFrom(0, 15),
}).map(({ id, version, daysAgo, isInbound, text, isTip, price }) => ({
  id,
  chat_id: 100 + id % 2,
  fromUser: { id: isInbound ? 100 + id % 2 : CREATOR },
  is_creator: !isInbound,
  text,
  isTip: isTip && isInbound,
  ...(isTip && isInbound ? { tipAmount: 5 + id } : {}),
  ...(isInbound ? {} : { price, isOpened: version > 0 }),
  createdAt: new Date(NOW - daysAgo * DAY).toISOString(),
  changedAt: new Date(NOW + version * 1_000).toISOString(),
}));

/** When each fan's subscription ends, in days from now; `null`: not known. */
const subscription = fc.constantFrom(null, -3, 2, 40);

describe("a conversation's enrichment, kept up to date message by message", () => {
  it(
    "is that of all its messages at once, in whatever order they arrive",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(message, { maxLength: 30 }),
          fc.integer({ min: 0, max: 30 }),
          fc.tuple(subscription, subscription),
          async (messages, inSnapshot, ends) => {
            const profiles = ends.map((days, i) => ({
              id: 100 + i,
              name: `Fan ${i}`,
              ...(days === null ? {} : {
                subscribedBy: true,
                subscribedByExpireDate: new Date(NOW + days * DAY)
                  .toISOString(),
              }),
            }));
            const kv = await Deno.openKv(":memory:");
            const clock = new ManualClock(NOW);
            const brain = new Brain({ kv, clock, random: () => 0, calmMs: 0 });
            try {
              await brain.ingest.addSnapshot(
                ACCOUNT,
                CacheUpdateEnvelope.parse({
                  chats: profiles.map((withUser) => ({
                    id: withUser.id,
                    withUser,
                  })),
                  messages: messages.slice(0, inSnapshot),
                }),
              );
              await brain.ingest.idle();
              for (const message of messages.slice(inSnapshot)) {
                await brain.ingest.addDelta(
                  ACCOUNT,
                  NewRawMessagePayload.parse({ message }),
                );
              }
              await brain.ingest.idle();
              const { conversations: nodes } = await brain.chats.getChats(
                ACCOUNT,
                { limit: 10 },
              );
              const store = new Store({ kv });
              const { generation } = await brain.ingest.head(ACCOUNT);
              for (const node of nodes) {
                const chat = node.conversationId;
                const dataset = { account: ACCOUNT, generation };
                const rows = await Array.fromAsync(listMessages(store, {
                  prefix: keys.messagesOf(dataset, chat),
                }));
                const shuffled = rows.toReversed().map(
                  ({ id, at, message, side }) => ({
                    id,
                    at,
                    facts: factsOf(message, side),
                  }),
                );
                const { messages, ...whole } = enrichConversation(
                  { ...node.withUser },
                  shuffled,
                  { enricher, now: NOW },
                );
                expect(enrichmentOf(node)).toEqual(whole);
                for (const { id, enrichment } of rows) {
                  const { mayNameEntity: _, ...one } = { ...messages.get(id) };
                  expect(enrichment).toMatchObject(one);
                }
              }
            } finally {
              await brain.ingest.stop();
              kv.close();
            }
          },
        ),
        { numRuns: 200, seed: 20_261_121 },
      );
    },
    60_000,
  );
});

function enrichmentOf(
  { topics, actions, sentiment, outcomes }: ExtendedConversationNode,
) {
  return { topics, actions, sentiment, outcomes };
}
