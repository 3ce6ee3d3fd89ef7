import type { SuggestionRule } from "@/lib/models/commands.ts";
import type {
  SuggestionRuleChange,
  SuggestionSettings,
  SuggestionSettingsChange,
} from "@/lib/models/suggestions.ts";
import { type Answer, ask } from "@/components/live/request.ts";

const PATH = "/api/v1/suggestions";

/** How the account has messages proposed. */
export function readSuggestionSettings(): Promise<Answer<SuggestionSettings>> {
  return ask("GET", `${PATH}/settings`);
}

/** Changes what holds for all rules. */
export function changeSuggestions(
  change: SuggestionSettingsChange,
): Promise<Answer<SuggestionSettings>> {
  return ask("PATCH", `${PATH}/settings`, change);
}

/** Changes a rule. */
export function changeRule(
  rule: SuggestionRule,
  change: SuggestionRuleChange,
): Promise<Answer<SuggestionSettings>> {
  return ask("PATCH", `${PATH}/rules/${rule}`, change);
}
