import {
  SuggestionRuleChange,
  SuggestionRuleQuery,
  SuggestionSettings,
  SuggestionSettingsChange,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** How an account has messages proposed. */
export const suggestions: EndpointGroup = {
  tag: "Suggestions",
  description:
    "By which rules messages are proposed to fans, and which of them send by themselves. What is proposed is a command of the status `suggested`.",
  endpoints: [
    defineEndpoint({
      operationId: "getSuggestionSettings",
      method: "GET",
      path: "/api/v1/suggestions/settings",
      summary: "Gives the rules, and what holds for all of them",
      access: "session",
      answers: {
        200: { description: "The settings", schema: SuggestionSettings },
      },
    }),
    defineEndpoint({
      operationId: "changeSuggestionSettings",
      method: "PATCH",
      path: "/api/v1/suggestions/settings",
      summary: "Changes what holds for all rules",
      access: "session",
      body: SuggestionSettingsChange,
      answers: {
        200: { description: "The settings", schema: SuggestionSettings },
      },
      problems: { 409: "The service is configured with no language model." },
    }),
    defineEndpoint({
      operationId: "changeSuggestionRule",
      method: "PATCH",
      path: "/api/v1/suggestions/rules/{rule}",
      summary: "Changes a rule",
      description:
        "Templates may hold `{name}`; those of `tip` also `{amount}`, and those of `renewal` and `drop_off` also `{days}`. What a rule that is switched off has proposed is taken back.",
      access: "session",
      parameters: SuggestionRuleQuery,
      body: SuggestionRuleChange,
      answers: {
        200: { description: "The settings", schema: SuggestionSettings },
      },
    }),
  ],
};
