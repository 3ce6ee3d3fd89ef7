import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { Answer } from "@/components/live/request.ts";
import { Suggestions } from "@/components/settings/Suggestions.tsx";
import {
  COMMON,
  commonChange,
  readCommonFields,
  readRuleFields,
  ruleChange,
  type RuleFields,
  suggestionFailure,
  type SuggestionForm,
  type SuggestionsState,
} from "@/components/settings/suggestions.ts";
import {
  changeRule,
  changeSuggestions,
  readSuggestionSettings,
} from "@/components/settings/suggestions_api.ts";
import { RULE_TITLES } from "@/components/suggestions/words.ts";
import type { SuggestionSettings as Settings } from "@/lib/models/suggestions.ts";

/** The section of suggestions: its forms work as they are, and here at once. */
export default function SuggestionSettings(props: SuggestionsState) {
  const state = useSignal(props);
  const said = useSignal("");
  const saidOfAll = useSignal("");
  /** Forms that were sent and are not answered yet. */
  const busy = useRef(new Set<SuggestionForm>());
  /** What gets the focus after the next rendering. */
  const focus = useRef<string | null>(null);
  const section = useRef<HTMLDivElement>(null);

  const set = (change: Partial<SuggestionsState>) => {
    state.value = { ...state.value, ...change };
  };
  const { failure } = state.value;
  useEffect(() => {
    if (focus.current === null) return;
    section.current?.querySelector<HTMLElement>(focus.current)?.focus();
    focus.current = null;
  });
  useEffect(() => {
    if (failure === null) return;
    section.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [failure]);

  /** Closes the open form. */
  const close = () => {
    focus.current = `#open-rule-${state.value.open}`;
    set({ open: null, failure: null, typed: null });
  };
  /** Sends a change; `done` is said of it. */
  const send = async (
    form: SuggestionForm,
    request: () => Promise<Answer<Settings>>,
    { done, fields }: { done: string; fields?: RuleFields },
  ): Promise<boolean> => {
    if (busy.current.has(form)) return false;
    busy.current.add(form);
    const answer = await request();
    busy.current.delete(form);
    const words = form === COMMON ? saidOfAll : said;
    if (answer.ok) {
      words.value = done;
      const { failure } = state.value;
      set({
        settings: answer.body,
        ...failure?.form === form ? { failure: null } : {},
      });
      return true;
    }
    words.value = "";
    set({ failure: suggestionFailure(form, answer.problem, fields) });
    // What was refused may show that others have changed something.
    const read = await readSuggestionSettings();
    if (read.ok) set({ settings: read.body });
    return false;
  };
  const viewOf = (rule: string) =>
    state.value.settings.rules.find((view) => view.rule === rule);

  const save = async (form: FormData) => {
    const view = viewOf(String(form.get("suggestion_rule")));
    if (view === undefined) return;
    const { rule } = view;
    const fields = readRuleFields(form);
    const change = ruleChange(view, fields);
    if (Object.keys(change).length === 0) return close();
    const done = `Saved ${RULE_TITLES[rule]}.`;
    const isSaved = await send(rule, () => changeRule(rule, change), {
      done,
      fields,
    });
    if (isSaved && state.value.open === rule) close();
  };
  const switchRule = (form: FormData) => {
    const enabled = form.has("rule_on");
    const view = viewOf(String(form.get(enabled ? "rule_on" : "rule_off")));
    if (view === undefined) return;
    const { rule } = view;
    return send(rule, () => changeRule(rule, { enabled }), {
      done: `${RULE_TITLES[rule]}: ${enabled ? "on" : "off"}.`,
    });
  };
  const saveCommon = (form: FormData) => {
    const { settings } = state.value;
    const change = commonChange(settings, readCommonFields(form));
    if (Object.keys(change).length === 0) {
      saidOfAll.value = "Nothing was changed.";
      return set({ failure: null });
    }
    return send(COMMON, () => changeSuggestions(change), { done: "Saved." });
  };

  const onSubmit = (event: SubmitEvent) => {
    // A form of the section has edited itself, and is not to be sent yet.
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target, event.submitter);
    if (event.target.id === "rule-open") {
      const rule = viewOf(String(form.get("suggestion") ?? ""))?.rule;
      if (rule === undefined) return close();
      focus.current = "[data-first]";
      set({ open: rule, failure: null, typed: null });
    } else if (event.target.id === "rule-switch") switchRule(form);
    else if (form.has("suggestion_rule")) save(form);
    else saveCommon(form);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    const isInForm = target instanceof Element &&
      target.closest(".rule-form") !== null;
    if (event.key === "Escape" && isInForm) close();
  };
  return (
    <div ref={section} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <Suggestions state={state} said={saidOfAll} />
      <p role="status" class="sr-only">{said.value}</p>
    </div>
  );
}
