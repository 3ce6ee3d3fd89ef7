/**
 * What the store should hold, kept as plainly as possible; for tests.
 * @module
 */
import type {
  ChatRecord,
  MessageRecord,
  Observed,
  WireUser,
} from "../types.ts";
import { isSame } from "./content.ts";
import {
  compareMarks,
  isNews,
  mergeMessages,
  mergeProfiles,
  type Profile,
  toldPart,
  writtenAt,
} from "./merging.ts";

interface KnownChat {
  record: Record<string, unknown>;
  profile: Profile;
  last: MessageRecord | null;
  fan: MessageRecord | null;
  told: Partial<WireUser> | null;
}

/** Chats, messages, and what is to be sent of them in which order. */
export class Reference {
  readonly chats = new Map<string, KnownChat>();
  readonly users = new Map<string, Profile>();
  readonly messages = new Map<string, MessageRecord>();
  /** Names of messages that wait, each once. */
  readonly waiting: string[] = [];

  /** Takes something in; gives what became of messages. */
  take({ chats, users, messages }: Observed) {
    const before = new Map(this.messages);
    const news = new Set<string>();
    for (const { id } of chats) this.#open(id);
    for (const { chat_id } of messages) this.#open(chat_id);
    for (const { withUser, ...record } of chats) {
      const chat = this.#open(record.id);
      chat.record = { ...chat.record, ...record };
      if (withUser) chat.profile = mergeProfiles(chat.profile, withUser);
    }
    for (const user of users) {
      const chat = this.chats.get(user.id);
      const known = chat?.profile ?? this.users.get(user.id) ??
        { id: user.id };
      const profile = mergeProfiles(known, user);
      if (chat) chat.profile = profile;
      else this.users.set(user.id, profile);
    }
    for (const seen of messages) {
      const chat = this.#open(seen.chat_id);
      if (byFan(seen)) chat.profile = mergeProfiles(chat.profile, byFan(seen)!);
      const name = nameOf(seen);
      const known = this.messages.get(name);
      const next = known
        ? mergeMessages(known, seen, writtenAt(known) ?? 0)
        : seen;
      if (known && isSame(known, next)) continue;
      this.messages.set(name, next);
      news.add(name);
    }
    // What became what it was before has not changed.
    for (const name of news) {
      const known = before.get(name);
      if (!known || !isSame(known, this.messages.get(name))) continue;
      this.messages.set(name, known);
      news.delete(name);
    }
    const changed = [...news].map((name) => this.messages.get(name)!)
      .sort(byTime);
    for (const message of changed) this.#note(message);
    const carriers = this.#carriers(changed).sort(byTime);
    for (const message of [...changed, ...carriers]) {
      const name = nameOf(message);
      if (!this.waiting.includes(name)) this.waiting.push(name);
    }
    const added = changed.filter((one) => !before.has(nameOf(one))).length;
    return { added, changed: changed.length - added };
  }

  /** A message as it is to be told. */
  told(name: string): MessageRecord {
    const message = this.messages.get(name)!;
    const author = byFan(message);
    const chat = this.chats.get(message.chat_id);
    return author && chat
      ? { ...message, fromUser: { ...author, ...chat.profile, id: author.id } }
      : message;
  }

  /** All chats, by id. */
  listChats(): ChatRecord[] {
    return [...this.chats].sort(([one], [other]) => one < other ? -1 : 1).map(
      ([id, { record, profile, last }]) => ({
        ...record,
        id,
        withUser: profile,
        ...last && { last_message: last },
      }),
    );
  }

  /** A chat's messages, the oldest first. */
  listMessages(chat: string): MessageRecord[] {
    return [...this.messages.values()]
      .filter(({ chat_id }) => chat_id === chat).sort(byTime);
  }

  #open(id: string): KnownChat {
    let chat = this.chats.get(id);
    if (chat === undefined) {
      const profile = this.users.get(id) ?? { id };
      this.users.delete(id);
      chat = { record: {}, profile, last: null, fan: null, told: null };
      this.chats.set(id, chat);
    }
    return chat;
  }

  #note(message: MessageRecord): void {
    const chat = this.#open(message.chat_id);
    chat.last = later(chat.last, message);
    if (byFan(message)) chat.fan = later(chat.fan, message);
  }

  #carriers(changed: readonly MessageRecord[]): MessageRecord[] {
    const carriers: MessageRecord[] = [];
    for (const [id, chat] of this.chats) {
      const isTold = changed.some((one) => one.chat_id === id && byFan(one));
      if (!isTold && (!chat.fan || !isNews(chat.profile, chat.told))) continue;
      if (!isTold && chat.fan) {
        carriers.push(this.messages.get(nameOf(chat.fan))!);
      }
      chat.told = toldPart(chat.profile);
    }
    return carriers;
  }
}

/** What names a message. */
export function nameOf({ chat_id, id }: MessageRecord): string {
  return `${chat_id} ${id}`;
}

/** The author of a fan's message. */
function byFan({ chat_id, fromUser }: MessageRecord) {
  return fromUser && String(fromUser.id) === chat_id ? fromUser : null;
}

function later(known: MessageRecord | null, next: MessageRecord) {
  return known === null || known.id === next.id || byTime(next, known) > 0
    ? next
    : known;
}

function byTime(one: MessageRecord, other: MessageRecord): number {
  return compareMarks(
    { at: writtenAt(one) ?? 0, id: one.id },
    { at: writtenAt(other) ?? 0, id: other.id },
  );
}
