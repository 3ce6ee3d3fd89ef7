import { AccountSettings, SettingsChange } from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** How an account wants its figures to be counted. */
export const settings: EndpointGroup = {
  tag: "Settings",
  description: "How an account wants its figures to be counted.",
  endpoints: [
    defineEndpoint({
      operationId: "getSettings",
      method: "GET",
      path: "/api/v1/settings",
      summary: "Gives the account's settings",
      access: "session",
      answers: {
        200: { description: "The settings", schema: AccountSettings },
      },
    }),
    defineEndpoint({
      operationId: "changeSettings",
      method: "PATCH",
      path: "/api/v1/settings",
      summary: "Changes the account's settings",
      description:
        "In another time zone all figures are counted anew, in the background; `progress` says how far that is.",
      access: "session",
      body: SettingsChange,
      answers: {
        200: { description: "The settings", schema: AccountSettings },
      },
    }),
  ],
};
