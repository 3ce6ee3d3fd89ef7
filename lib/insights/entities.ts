import type {
  ChatId,
  EntityCount,
  MessageEnrichment,
} from "@/lib/models/mod.ts";
import { EntityKind } from "@/lib/models/mod.ts";
import {
  type Changes,
  type Dataset,
  keys,
  type Store,
} from "@/lib/store/mod.ts";
import { count } from "./figures.ts";

/** Messages that name somebody or something, by how they spell the name. */
type Spellings = Record<string, number>;

/** What changes in the names that one conversation's messages hold. */
export class EntityChanges {
  readonly #byId = new Map<string, Spellings>();

  /** Counts the names of a message, or with `sign` -1 takes them away. */
  add({ entities }: MessageEnrichment, sign: 1 | -1): void {
    for (const { id, name } of entities ?? []) {
      let spellings = this.#byId.get(id);
      if (spellings === undefined) this.#byId.set(id, spellings = {});
      count(spellings, name, sign);
    }
  }

  /** Writes what has changed: of the account, and of the conversation. */
  async apply(tx: Changes, dataset: Dataset, chat: ChatId): Promise<void> {
    for (const [id, change] of this.#byId) {
      if (Object.keys(change).length === 0) continue;
      const all = keys.entity(dataset, id);
      const ofChat = keys.entityOfChat(dataset, chat, id);
      await tx.prefetch([all, ofChat]);
      for (const key of [all, ofChat]) {
        const sum = { ...await tx.get<Spellings>(key) };
        for (const [name, n] of Object.entries(change)) count(sum, name, n);
        if (Object.keys(sum).length === 0) tx.delete(key);
        else tx.set(key, sum);
      }
    }
  }
}

/** Names of an account's messages, or of one conversation's. */
export interface EntityQuery {
  chat?: ChatId;
  kind?: EntityKind;
  limit: number;
}

/** The names that most messages hold, most first. */
export async function topEntities(
  store: Store,
  dataset: Dataset,
  { chat, kind, limit }: EntityQuery,
): Promise<EntityCount[]> {
  const prefix = chat === undefined
    ? keys.entities(dataset)
    : keys.entitiesOfChat(dataset, chat);
  const found: EntityCount[] = [];
  for await (const { key, value } of store.list<Spellings>({ prefix })) {
    const entity = entityOf(String(key.at(-1)), value);
    if (kind === undefined || entity.kind === kind) found.push(entity);
  }
  return found
    .sort((a, b) => b.messages - a.messages || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
}

function entityOf(id: string, spellings: Spellings): EntityCount {
  const [kind] = id.split(":", 1);
  const names = Object.entries(spellings)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return {
    id,
    kind: EntityKind.parse(kind),
    name: names[0]?.[0] ?? id,
    messages: names.reduce((sum, [, n]) => sum + n, 0),
  };
}
