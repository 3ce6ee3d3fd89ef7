import { Erased, EraseQuery, ExportRecord } from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup, NDJSON } from "./endpoint.ts";

/** What creators may do with their data. */
export const data: EndpointGroup = {
  tag: "Data",
  description:
    "What creators may do with their data: take it away, and erase it.",
  endpoints: [
    defineEndpoint({
      operationId: "exportData",
      method: "GET",
      path: "/api/v1/export",
      summary: "Gives all of the account's data",
      description:
        "NDJSON, a record a line: a header, the account, its creators and settings, conversations, messages, and what was set aside; `end` is the last line, and counts the records between. Without it the file was cut off. Messages that arrive meanwhile may be in it or not; where a snapshot or an erasure replaces everything, it breaks off.",
      access: "session",
      answers: {
        200: {
          description: "A file; each line is one of these",
          schema: ExportRecord,
          type: NDJSON,
          headers: { "content-disposition": "What to call the file" },
        },
      },
    }),
    defineEndpoint({
      operationId: "eraseCreator",
      method: "DELETE",
      path: "/api/v1/creators/{id}",
      summary: "Erases a creator's data",
      description:
        "Messages, conversations, figures, the graph and its copy, and what was set aside. The answer comes when nobody finds any of it any more; it is deleted in the background. Settings, team and Agents stay, and an Agent may send a new snapshot.",
      access: "session",
      parameters: EraseQuery,
      answers: { 200: { description: "What there was", schema: Erased } },
      problems: {
        404: "The account has no such creator.",
        409: "The account has several creators.",
      },
    }),
  ],
};
