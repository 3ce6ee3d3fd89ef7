import {
  ConversationEntitiesQuery,
  ConversationList,
  ConversationQuery,
  ConversationsQuery,
  EntitiesQuery,
  EntityList,
  ExplainedEnrichment,
  ExtendedConversationNode,
  FanProfile,
  MessageList,
  MessageQuery,
  MessagesQuery,
  PROFILE_DAYS,
  ProfileQuery,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

const NO_CONVERSATION = "The account has no such conversation.";

/** Conversations, their messages, and what was found in them. */
export const conversations: EndpointGroup = {
  tag: "Conversations",
  description: "Conversations, their messages, and what was found in them.",
  endpoints: [
    defineEndpoint({
      operationId: "listConversations",
      method: "GET",
      path: "/api/v1/conversations",
      summary: "Lists conversations",
      description:
        "Page by page, in order of their ids. `next_cursor` leads on; `offset` is for the first 10,000.",
      access: "session",
      parameters: ConversationsQuery,
      answers: {
        200: { description: "A page", schema: ConversationList },
      },
      csv: true,
    }),
    defineEndpoint({
      operationId: "getConversation",
      method: "GET",
      path: "/api/v1/conversations/{id}",
      summary: "Gives a conversation",
      description:
        "With its figures and its latest message, or as many messages as `limit` says.",
      access: "session",
      parameters: ConversationQuery,
      answers: {
        200: {
          description: "The conversation",
          schema: ExtendedConversationNode,
        },
      },
      problems: { 404: NO_CONVERSATION },
    }),
    defineEndpoint({
      operationId: "listMessages",
      method: "GET",
      path: "/api/v1/conversations/{id}/messages",
      summary: "Lists a conversation's messages",
      description:
        "The latest ones, oldest first; `next_before` leads to those before them.",
      access: "session",
      parameters: MessagesQuery,
      answers: { 200: { description: "A page", schema: MessageList } },
      csv: true,
      problems: { 404: NO_CONVERSATION },
    }),
    defineEndpoint({
      operationId: "getFanProfile",
      method: "GET",
      path: "/api/v1/conversations/{id}/profile",
      summary: "Gives all that is known of a conversation's fan",
      description:
        `Over all time, but for the trend of the last ${PROFILE_DAYS} days. Where these hold more than 20,000 messages, the trend begins with the first day of the latest 20,000 that is whole.`,
      access: "session",
      parameters: ProfileQuery,
      answers: { 200: { description: "The profile", schema: FanProfile } },
      problems: { 404: NO_CONVERSATION },
    }),
    defineEndpoint({
      operationId: "getMessageEnrichment",
      method: "GET",
      path: "/api/v1/conversations/{id}/messages/{message}/enrichment",
      summary: "Says what a message says and does, and why",
      access: "session",
      parameters: MessageQuery,
      answers: {
        200: { description: "What was found", schema: ExplainedEnrichment },
      },
      problems: { 404: "The conversation has no such message." },
    }),
    defineEndpoint({
      operationId: "listConversationEntities",
      method: "GET",
      path: "/api/v1/conversations/{id}/entities",
      summary: "Lists the names in a conversation",
      access: "session",
      parameters: ConversationEntitiesQuery,
      answers: {
        200: { description: "Names, most first", schema: EntityList },
      },
      problems: { 404: NO_CONVERSATION },
    }),
    defineEndpoint({
      operationId: "listEntities",
      method: "GET",
      path: "/api/v1/entities",
      summary: "Lists the names in all conversations",
      access: "session",
      parameters: EntitiesQuery,
      answers: {
        200: { description: "Names, most first", schema: EntityList },
      },
    }),
  ],
};
