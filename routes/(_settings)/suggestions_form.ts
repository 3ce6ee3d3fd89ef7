import {
  COMMON,
  commonChange,
  editedFields,
  readCommonFields,
  readRuleFields,
  ruleChange,
  suggestionFailure,
  type SuggestionForm,
  type SuggestionsState,
} from "@/components/settings/suggestions.ts";
import type { Session } from "@/lib/accounts/mod.ts";
import type { Brain } from "@/lib/brain.ts";
import type { SettingsChanged } from "@/lib/commands/mod.ts";
import {
  SuggestionRule,
  SuggestionRuleChange,
  type SuggestionRuleView,
  SuggestionSettingsChange,
} from "@/lib/models/mod.ts";
import { badBody, type Problem, suggestionRefusal } from "@/lib/problem.ts";

/** What the section of suggestions is asked to show. */
export type SuggestionsAsked = Pick<
  SuggestionsState,
  "open" | "failure" | "typed" | "chosen"
>;

/** The section as it opens. */
export const NO_SUGGESTION_ASKED: SuggestionsAsked = {
  open: null,
  failure: null,
  typed: null,
  chosen: null,
};

/** The rule that an address or a form names, or `null`. */
export function ruleOf(name: FormDataEntryValue | null): SuggestionRule | null {
  return SuggestionRule.safeParse(name).data ?? null;
}

/** Whether a form is of the section of suggestions. */
export function isSuggestionsForm(form: FormData): boolean {
  return ["suggestion_rule", "suggestions", "rule_on", "rule_off"]
    .some((name) => form.has(name));
}

/**
 * Does what a form of the section asks that a browser without scripts sent;
 * gives what to show if there is more to do or it is refused, and `null` if it
 * is done.
 */
export async function submitSuggestionsForm(
  brain: Brain,
  session: Session,
  form: FormData,
): Promise<SuggestionsAsked | null> {
  if (form.has("suggestions")) return await submitCommon(brain, session, form);
  const on = ruleOf(form.get("rule_on"));
  const rule = on ?? ruleOf(form.get("rule_off")) ??
    ruleOf(form.get("suggestion_rule"));
  if (rule === null) return null;
  if (!form.has("suggestion_rule")) {
    const change = { enabled: on !== null };
    const refused = await changeRule(brain, session, { rule, change });
    return refused && { ...NO_SUGGESTION_ASKED, failure: refused };
  }
  return await submitRule(brain, session, { rule, form });
}

async function submitRule(
  brain: Brain,
  session: Session,
  { rule, form }: { rule: SuggestionRule; form: FormData },
): Promise<SuggestionsAsked | null> {
  const view = await viewOf(brain, session, rule);
  if (view === undefined) return null;
  const fields = readRuleFields(form);
  const asked = { ...NO_SUGGESTION_ASKED, open: rule };
  const edited = editedFields(fields, String(form.get("action")), view);
  if (edited !== null) return { ...asked, typed: edited };
  const change = SuggestionRuleChange.safeParse(ruleChange(view, fields));
  const failure = change.success
    ? await changeRule(brain, session, { rule, change: change.data, fields })
    : suggestionFailure(rule, badBody(change.error), fields);
  return failure && { ...asked, failure, typed: fields };
}

async function submitCommon(
  brain: Brain,
  { accountId }: Session,
  form: FormData,
): Promise<SuggestionsAsked | null> {
  const chosen = readCommonFields(form);
  const settings = await brain.suggestions.settings(accountId);
  const change = SuggestionSettingsChange.safeParse(
    commonChange(settings, chosen),
  );
  const failure = change.success
    ? failureOf(
      COMMON,
      await brain.suggestions.change(accountId, change.data),
    )
    : suggestionFailure(COMMON, badBody(change.error));
  return failure && { ...NO_SUGGESTION_ASKED, failure, chosen };
}

async function viewOf(
  brain: Brain,
  { accountId }: Session,
  rule: SuggestionRule,
): Promise<SuggestionRuleView | undefined> {
  const { rules } = await brain.suggestions.settings(accountId);
  return rules.find((view) => view.rule === rule);
}

/** Changes a rule, if there is anything to change; why it was refused. */
async function changeRule(
  brain: Brain,
  { accountId, name: by }: Session,
  { rule, change, fields }: {
    rule: SuggestionRule;
    change: SuggestionRuleChange;
    fields?: Parameters<typeof suggestionFailure>[2];
  },
): Promise<SuggestionsState["failure"]> {
  if (Object.keys(change).length === 0) return null;
  const changed = await brain.suggestions.changeRule(accountId, rule, {
    change,
    by,
  });
  return failureOf(rule, changed, fields);
}

function failureOf(
  form: SuggestionForm,
  changed: SettingsChanged,
  fields?: Parameters<typeof suggestionFailure>[2],
): SuggestionsState["failure"] {
  if (changed.ok) return null;
  const problem: Problem = suggestionRefusal(changed);
  return suggestionFailure(form, problem, fields);
}
