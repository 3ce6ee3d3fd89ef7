import type {
  ChatRecord,
  MessageRecord,
  Observed,
  WireUser,
} from "../types.ts";
import { type ChangedMessage, putChanges } from "./changes.ts";
import { isSame } from "./content.ts";
import {
  compareMarks,
  isNews,
  mergeMessages,
  mergeProfiles,
  type Profile,
  tellsMore,
  told,
  toldPart,
  writtenAt,
} from "./merging.ts";
import {
  type ChatRow,
  type MessageRow,
  STATE,
  type StateRow,
  type UserRow,
  utf8Bytes,
  type Writing,
} from "./rows.ts";
import { Requests } from "./transactions.ts";

/** What taking something in came to. */
export interface Taken {
  /** Messages that were not known. */
  added: number;
  /** Messages that say something else. */
  changed: number;
}

/** A chat as it becomes. */
interface ChatDraft {
  row: ChatRow | null;
  record: ChatRecord;
  profile: Profile;
  last: ChatRow["last"];
  fan: ChatRow["fan"];
  told: ChatRow["told"];
  hasChanged: boolean;
  /** The fan's profile goes out with a message of this time. */
  isTold: boolean;
}

/** A message as it becomes. */
interface MessageDraft {
  row: MessageRow | null;
  /** As it is stored; read when something of it is to be merged. */
  known: MessageRecord | null;
  /** As it was merged; `null` if nothing was. */
  record: MessageRecord | null;
}

/**
 * Merges what was learnt into what is stored, within one transaction, and puts
 * into the outbox what the service does not know: new and changed messages in
 * the order of their times, and then fans' latest messages once more, where a
 * profile tells something that no message of now tells.
 */
export async function takeIn(
  tx: Writing,
  state: StateRow,
  observed: Observed,
  options: { creator: string; now: number },
): Promise<Taken> {
  const taking = new Taking(tx, state, options);
  return await taking.take(observed);
}

class Taking {
  readonly #tx: Writing;
  readonly #state: StateRow;
  readonly #creator: string;
  readonly #now: number;
  readonly #chats = new Map<string, ChatDraft>();
  readonly #users = new Map<string, { row?: UserRow; profile: Profile }>();
  readonly #messages = new Map<string, MessageDraft>();

  constructor(
    tx: Writing,
    state: StateRow,
    { creator, now }: { creator: string; now: number },
  ) {
    this.#tx = tx;
    this.#state = state;
    this.#creator = creator;
    this.#now = now;
  }

  async take(observed: Observed): Promise<Taken> {
    const messages = [
      ...observed.chats.flatMap((chat) => this.#messagesIn(chat)),
      ...observed.messages,
    ];
    await this.#read(observed, messages);
    for (const chat of observed.chats) this.#mergeChat(chat);
    for (const user of observed.users) this.#mergeUser(user);
    for (const message of messages) this.#mergeMessage(message);
    const changes = this.#changes();
    for (const change of changes) this.#mark(change);
    const added = changes.filter(({ before }) => before === null).length;
    const changed = changes.length - added;
    const carriers = await this.#carriers();
    await putChanges(this.#tx, this.#state, [...changes, ...carriers]);
    const hasMore = await this.#putRest();
    if (changes.length + carriers.length > 0 || hasMore) {
      this.#state.lastCapturedAt = this.#now;
      await this.#tx.objectStore("meta").put(this.#state, STATE);
    }
    return { added, changed };
  }

  /** Messages that came inside a chat, if they belong there. */
  #messagesIn({ id, messages, last_message }: ChatRecord): MessageRecord[] {
    const nested = [...messages ?? [], ...last_message ? [last_message] : []];
    return nested.flatMap((message) => {
      const author = message.fromUser?.id;
      const isStranger = author !== undefined &&
        String(author) !== id && String(author) !== this.#creator;
      return message.id === undefined || isStranger
        ? []
        : [{ ...message, id: String(message.id), chat_id: id }];
    });
  }

  /** Reads all rows that may change, at once. */
  async #read(
    { chats, users }: Observed,
    messages: readonly MessageRecord[],
  ): Promise<void> {
    const tx = this.#tx;
    const userIds = new Set(users.map(({ id }) => id));
    const chatIds = new Set([
      ...chats.map(({ id }) => id),
      ...messages.map(({ chat_id }) => chat_id),
    ]);
    for (const id of chatIds) userIds.add(id);
    const found = new Map<string, MessageRecord>();
    for (const message of messages) {
      found.set(nameOf(message.chat_id, message.id), message);
    }
    const [chatRows, userRows, messageRows] = await Promise.all([
      Promise.all(
        [...userIds].map((id) => tx.objectStore("chats").get(id)),
      ),
      Promise.all(
        [...userIds].map((id) => tx.objectStore("users").get(id)),
      ),
      Promise.all(
        [...found.values()].map(({ chat_id, id }) =>
          tx.objectStore("messages").get([chat_id, id])
        ),
      ),
    ]);
    for (const row of userRows) {
      if (row) this.#users.set(row.id, { row, profile: JSON.parse(row.json) });
    }
    for (const row of chatRows) {
      if (row) this.#chats.set(row.id, draftOf(row));
    }
    for (const row of messageRows) {
      if (row === undefined) continue;
      this.#messages.set(nameOf(row.chat, row.id), {
        row,
        known: null,
        record: null,
      });
    }
    for (const id of chatIds) if (!this.#chats.has(id)) this.#newChat(id);
  }

  /** What was known of the fan before there was a chat becomes the chat's. */
  #newChat(id: string): void {
    this.#chats.set(id, {
      row: null,
      record: { id },
      profile: this.#users.get(id)?.profile ?? { id },
      last: null,
      fan: null,
      told: null,
      hasChanged: true,
      isTold: false,
    });
  }

  #mergeChat(seen: ChatRecord): void {
    const draft = this.#chats.get(seen.id);
    if (draft === undefined) return;
    const { withUser, messages: _, last_message: __, ...rest } = seen;
    const record = { ...draft.record, ...told(rest) };
    if (!isSame(record, draft.record)) {
      draft.record = record;
      draft.hasChanged = true;
    }
    if (withUser) mergeInto(draft, withUser);
  }

  #mergeUser(seen: Profile): void {
    const chat = this.#chats.get(seen.id);
    if (chat !== undefined) return mergeInto(chat, seen);
    const known = this.#users.get(seen.id);
    const profile = mergeProfiles(known?.profile ?? { id: seen.id }, seen);
    if (known === undefined) this.#users.set(seen.id, { profile });
    else if (!isSame(known.profile, profile)) known.profile = profile;
  }

  #mergeMessage(seen: MessageRecord): void {
    const name = nameOf(seen.chat_id, seen.id);
    const chat = this.#chats.get(seen.chat_id);
    if (chat !== undefined && isByFan(seen) && seen.fromUser) {
      mergeInto(chat, seen.fromUser);
    }
    const draft = this.#messages.get(name);
    if (draft === undefined) {
      this.#messages.set(name, { row: null, known: null, record: seen });
      return;
    }
    const { row } = draft;
    // Most of what is seen again is the very same text.
    if (draft.record === null && row?.json === JSON.stringify(seen)) return;
    if (row !== null) draft.known ??= JSON.parse(row.json);
    const known = draft.record ?? draft.known;
    if (known === null) return;
    const merged = mergeMessages(known, seen, row?.at ?? this.#now);
    if (!isSame(merged, known)) draft.record = merged;
  }

  /** New and changed messages, in the order of their times. */
  #changes(): (ChangedMessage & { record: MessageRecord })[] {
    const changes = [...this.#messages.values()].flatMap(
      ({ row, known, record }) => {
        if (record === null || isSame(record, known)) return [];
        const after = rowOf(record, row?.at ?? this.#now);
        return [{ before: row, after, record }];
      },
    );
    return changes.sort((one, other) => compareMarks(one.after, other.after));
  }

  /** Notes in its chat what is known of a changed message. */
  #mark(
    { after, record }: Pick<ChangedMessage, "after"> & {
      record: MessageRecord;
    },
  ): void {
    const draft = this.#chats.get(after.chat);
    if (draft === undefined) return;
    const { id, at, json } = after;
    const mark = { id, at };
    if (isLatest(draft.last, mark)) {
      draft.last = { ...mark, json };
      draft.hasChanged = true;
    }
    if (!isByFan(record)) return;
    draft.isTold = true;
    if (isLatest(draft.fan, mark)) {
      draft.fan = mark;
      draft.hasChanged = true;
    }
  }

  /**
   * Fans' latest messages that go out once more, for what their profiles tell.
   * One that was removed here carries nothing: the fan's next one will.
   */
  async #carriers(): Promise<ChangedMessage[]> {
    const messages = this.#tx.objectStore("messages");
    const drafts = [...this.#chats].map(async ([chat, draft]) => {
      const { profile, fan } = draft;
      if (draft.isTold) return { draft, row: null };
      if (fan === null || !isNews(profile, draft.told)) return null;
      const row = await messages.get([chat, fan.id]);
      return row === undefined ? null : { draft, row };
    });
    const carriers: ChangedMessage[] = [];
    for (const found of await Promise.all(drafts)) {
      if (found === null) continue;
      const { draft, row } = found;
      if (row !== null) {
        const { rev: _, entry: __, refused: ___, ...after } = row;
        carriers.push({ before: row, after });
      }
      const part = toldPart(draft.profile);
      if (isSame(part, draft.told)) continue;
      draft.told = part;
      draft.hasChanged = true;
    }
    return carriers.sort((one, other) => compareMarks(one.after, other.after));
  }

  /** Stores chats and profiles; whether any of it was new. */
  async #putRest(): Promise<boolean> {
    const chats = this.#tx.objectStore("chats");
    const users = this.#tx.objectStore("users");
    const writes = new Requests();
    for (const [id, draft] of this.#chats) {
      if (!draft.hasChanged) continue;
      writes.add(chats.put(this.#chatRow(id, draft)));
      if (this.#users.get(id)?.row) writes.add(users.delete(id));
    }
    for (const [id, { row, profile }] of this.#users) {
      if (this.#chats.has(id)) continue;
      const json = JSON.stringify(profile);
      if (json !== row?.json) writes.add(users.put({ id, json }));
    }
    await writes.done();
    return writes.size > 0;
  }

  #chatRow(id: string, draft: ChatDraft): ChatRow {
    const { row, record, profile, last, fan } = draft;
    if (row === null) this.#state.chats++;
    const json = JSON.stringify({ ...record, id, withUser: profile });
    return {
      id,
      rev: row?.rev ?? ++this.#state.seq,
      bytes: utf8Bytes(json),
      json,
      last,
      fan,
      told: draft.told,
      ...row?.refused && { refused: row.refused },
    };
  }
}

/** What names a message within a transaction. */
function nameOf(chat: string, id: string): string {
  return `${chat}\n${id}`;
}

function draftOf(row: ChatRow): ChatDraft {
  const { withUser, ...record } = JSON.parse(row.json);
  return {
    row,
    record,
    profile: withUser,
    last: row.last,
    fan: row.fan,
    told: row.told,
    hasChanged: false,
    isTold: false,
  };
}

function mergeInto(draft: ChatDraft, seen: WireUser): void {
  const profile = mergeProfiles(draft.profile, seen);
  if (isSame(profile, draft.profile)) return;
  draft.profile = profile;
  draft.hasChanged = true;
}

function rowOf(
  record: MessageRecord,
  knownAt: number,
): ChangedMessage["after"] {
  const json = JSON.stringify(record);
  const author = record.fromUser;
  return {
    chat: record.chat_id,
    id: record.id,
    at: writtenAt(record) ?? knownAt,
    bytes: utf8Bytes(json),
    json,
    hasProfile: isByFan(record) && !!author && tellsMore(author),
  };
}

/** A chat's id is the fan's. */
function isByFan({ chat_id, fromUser }: MessageRecord): boolean {
  return fromUser?.id !== undefined && String(fromUser.id) === chat_id;
}

/** Whether a mark takes the place of another; its own if it is the same message. */
function isLatest(
  known: { at: number; id: string } | null,
  mark: { at: number; id: string },
): boolean {
  return known === null || known.id === mark.id ||
    compareMarks(mark, known) > 0;
}
