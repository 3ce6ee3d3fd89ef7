import {
  Command,
  CommandApproval,
  CommandDraft,
  CommandList,
  CommandQuery,
  CommandRejection,
  CommandsQuery,
  CommandWithTrail,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** What the Agent is to do. */
export const commands: EndpointGroup = {
  tag: "Commands",
  description:
    "Messages for the Agent to send, and those that the service proposes, which are sent when somebody approves them. Dashboards are told whenever the status of one changes.",
  endpoints: [
    defineEndpoint({
      operationId: "listCommands",
      method: "GET",
      path: "/api/v1/commands",
      summary: "Lists commands",
      description:
        "The latest first, page by page. A page may be short, or empty, and yet have a `next_cursor`.",
      access: "session",
      parameters: CommandsQuery,
      answers: { 200: { description: "A page", schema: CommandList } },
    }),
    defineEndpoint({
      operationId: "createCommand",
      method: "POST",
      path: "/api/v1/commands",
      summary: "Has the Agent send a message",
      description:
        "It is sent once for each `command_id`: asking again gives the command that is there.",
      access: "session",
      body: CommandDraft,
      answers: { 201: { description: "The command", schema: Command } },
      problems: {
        404: "The account has no such conversation.",
        409:
          "There is no snapshot yet, the `command_id` is that of another message, or too many commands wait.",
      },
    }),
    defineEndpoint({
      operationId: "getCommand",
      method: "GET",
      path: "/api/v1/commands/{id}",
      summary: "Gives a command, and all that happened to it",
      access: "session",
      parameters: CommandQuery,
      answers: {
        200: { description: "The command", schema: CommandWithTrail },
      },
      problems: { 404: "The account has no such command." },
    }),
    defineEndpoint({
      operationId: "approveCommand",
      method: "POST",
      path: "/api/v1/commands/{id}/approve",
      summary: "Lets a proposed message be sent",
      description:
        "As it is, or with another text. Of several who decide at the same time, the first counts.",
      access: "session",
      parameters: CommandQuery,
      body: CommandApproval,
      answers: { 200: { description: "The command", schema: Command } },
      problems: {
        404: "The account has no such command.",
        409:
          "It was not proposed, somebody has approved or rejected it, it was withdrawn, it has expired, or too many commands wait; `detail` says which.",
      },
    }),
    defineEndpoint({
      operationId: "rejectCommand",
      method: "POST",
      path: "/api/v1/commands/{id}/reject",
      summary: "Says that a proposed message is not to be sent",
      description: "Nothing is proposed for the same occasion again.",
      access: "session",
      parameters: CommandQuery,
      body: CommandRejection,
      answers: { 200: { description: "The command", schema: Command } },
      problems: {
        404: "The account has no such command.",
        409:
          "It was not proposed, somebody has approved or rejected it, it was withdrawn, or it has expired; `detail` says which.",
      },
    }),
  ],
};
