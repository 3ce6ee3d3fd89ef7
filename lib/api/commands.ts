import {
  Command,
  CommandDraft,
  CommandList,
  CommandsQuery,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** What the Agent is to do. */
export const commands: EndpointGroup = {
  tag: "Commands",
  description:
    "Messages for the Agent to send. Dashboards are told whenever the status of one changes.",
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
  ],
};
