import { type Context, HttpError } from "fresh";
import type { InboxSeed } from "@/components/inbox/seed.ts";
import type { PageSeed } from "@/components/live/page.ts";
import type { Brain } from "@/lib/brain.ts";
import { agentsOf } from "@/lib/dashboard_seed.ts";
import type { State } from "@/lib/define.ts";
import { type AccountId, ChatId } from "@/lib/models/mod.ts";

/** Messages that a conversation is rendered with. */
const MESSAGES = 50;
/** Commands that it is rendered with. */
const COMMANDS = 50;
/** Proposed messages that the page is rendered with. */
const SUGGESTIONS = 200;

/**
 * What the Inbox is rendered with: the conversation that its address names, with
 * its first data; or, before there is any, the account's Agents.
 */
export async function inboxSeed(
  ctx: Context<State>,
  { live }: PageSeed,
): Promise<InboxSeed> {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { searchParams, search: query } = ctx.url;
  const chat = searchParams.get("chat") || null;
  const message = chat === null ? null : searchParams.get("message") || null;
  const { accountId } = session;
  if ((live.analytics?.totals?.conversations ?? 0) === 0) {
    const agents = await agentsOf(brain, accountId);
    return { chat, message, query, open: null, agents };
  }
  const id = ChatId.safeParse(chat);
  const [open, suggestions] = await Promise.all([
    id.success ? openConversation(brain, accountId, id.data) : null,
    brain.commands.list(accountId, {
      status: "suggested",
      limit: SUGGESTIONS,
    }),
  ]);
  return { chat, message, query, open, suggestions };
}

async function openConversation(
  brain: Brain,
  accountId: AccountId,
  chatId: ChatId,
): Promise<InboxSeed["open"]> {
  const [node, messages, profile, notes, commands] = await Promise.all([
    brain.chats.getChatWithMessages(accountId, chatId),
    brain.chats.getMessages(accountId, chatId, { limit: MESSAGES }),
    brain.fans.profile(accountId, chatId),
    brain.notes.list(accountId, chatId),
    brain.commands.list(accountId, { chat_id: chatId, limit: COMMANDS }),
  ]);
  if (node === null || messages === null) return null;
  return { node, messages, profile, notes: { notes }, commands };
}
