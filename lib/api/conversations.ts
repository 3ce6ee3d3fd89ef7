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
  MAX_NOTES,
  MessageList,
  MessageQuery,
  MessagesQuery,
  Note,
  NoteDraft,
  NoteList,
  NoteQuery,
  NotesQuery,
  PROFILE_DAYS,
  ProfileQuery,
  SearchQuery,
  SearchResults,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

const NO_CONVERSATION = "The account has no such conversation.";
const NO_NOTE = "The account has no such conversation, or it no such note.";

/** Conversations, their messages and notes, and what was found in them. */
export const conversations: EndpointGroup = {
  tag: "Conversations",
  description:
    "Conversations, their messages and notes, and what was found in them.",
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
    defineEndpoint({
      operationId: "searchMessages",
      method: "GET",
      path: "/api/v1/search",
      summary: "Looks for words in messages",
      description:
        "A message is found if each word of `q` is the beginning of one of its words, whatever the case and without regard to accents; signs such as emoji count as words. A page looks through about 20,000 messages; it may have no hit, and yet a `next_cursor`, which leads on with the same parameters. The conversations with the latest messages come first, or those with the last ids if there are more than 2,000; within a conversation, the latest messages. Messages that come after the first page are not looked at, but for those of one conversation, and of more than 2,000.",
      access: "session",
      parameters: SearchQuery,
      answers: {
        200: { description: "A page", schema: SearchResults },
      },
      problems: {
        404: NO_CONVERSATION,
        409:
          "Messages were stored anew since the page before, by a snapshot or a change of topics: search again without a cursor.",
      },
    }),
    defineEndpoint({
      operationId: "listNotes",
      method: "GET",
      path: "/api/v1/conversations/{id}/notes",
      summary: "Lists what the team wrote down of a fan",
      description: "Notes stay when a snapshot replaces everything else.",
      access: "session",
      parameters: NotesQuery,
      answers: {
        200: { description: "Notes, the latest first", schema: NoteList },
      },
      problems: { 404: NO_CONVERSATION },
    }),
    defineEndpoint({
      operationId: "addNote",
      method: "POST",
      path: "/api/v1/conversations/{id}/notes",
      summary: "Writes something down of a fan",
      access: "session",
      parameters: NotesQuery,
      body: NoteDraft,
      answers: {
        201: {
          description: "The note",
          schema: Note,
          headers: { location: "The note's address" },
        },
      },
      problems: {
        404: NO_CONVERSATION,
        409: `There are ${MAX_NOTES} notes already: delete one first.`,
      },
    }),
    defineEndpoint({
      operationId: "changeNote",
      method: "PATCH",
      path: "/api/v1/conversations/{id}/notes/{note}",
      summary: "Writes another text into a note",
      access: "session",
      parameters: NoteQuery,
      body: NoteDraft,
      answers: { 200: { description: "The note", schema: Note } },
      problems: { 404: NO_NOTE },
    }),
    defineEndpoint({
      operationId: "deleteNote",
      method: "DELETE",
      path: "/api/v1/conversations/{id}/notes/{note}",
      summary: "Deletes a note",
      access: "session",
      parameters: NoteQuery,
      answers: { 204: { description: "It is deleted" } },
      problems: { 404: NO_NOTE },
    }),
  ],
};
