import type {
  ExtendedConversationNode,
  Message,
  UserRef,
} from "@/lib/models/mod.ts";

/** Of a message's text, a list shows so many characters. */
const TEXT_LENGTH = 160;
/** Topics that a list shows of a conversation. */
const TOPICS = 8;

/** What a list shows of a conversation: the same fields, but less in them. */
export function listRow(
  node: ExtendedConversationNode,
): ExtendedConversationNode {
  const { withUser, lastMessage, topics } = node;
  return {
    ...node,
    messages: [],
    topics: topics.length > TOPICS ? topics.slice(0, TOPICS) : topics,
    actions: [],
    outcomes: [],
    withUser: withUser && listedUser(withUser),
    lastMessage: lastMessage && listedMessage(lastMessage),
  };
}

/** What is not there of a profile is `undefined`, which JSON leaves out. */
function listedUser(user: UserRef): UserRef {
  return {
    id: user.id,
    name: user.name,
    username: user.username,
    displayName: user.displayName,
    avatar: user.avatar,
    avatarThumbs: user.avatarThumbs,
    lastSeen: user.lastSeen,
    isVerified: user.isVerified,
    subscribedBy: user.subscribedBy,
    subscribedByExpireDate: user.subscribedByExpireDate,
  };
}

function listedMessage(message: Message): Message {
  const { text } = message;
  return {
    id: message.id,
    chat_id: message.chat_id,
    text: text == null ? text : firstCharacters(text, TEXT_LENGTH),
    createdAt: message.createdAt,
    is_creator: message.is_creator,
    is_inbound: message.is_inbound,
    isTip: message.isTip,
    price: message.price,
    mediaCount: message.mediaCount,
    giphyId: message.giphyId,
    sentimentScore: message.sentimentScore,
  };
}

/** The first `count` characters: pairs of surrogates are not cut apart. */
function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  let end = 0;
  for (let i = 0; i < count && end < text.length; i++) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end);
}
