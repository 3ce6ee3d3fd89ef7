import type { ReadonlySignal } from "@preact/signals";
import type { SuggestionRuleView } from "@/lib/models/suggestions.ts";
import { RULE_TITLES } from "@/components/suggestions/words.ts";
import { SuggestionsCommon } from "./SuggestionsCommon.tsx";
import { SuggestionsRule } from "./SuggestionsRule.tsx";
import { COMMON, ruleSummary, type SuggestionsState } from "./suggestions.ts";

interface SuggestionsProps {
  state: ReadonlySignal<SuggestionsState>;
  /** What came of saving what holds for all rules. */
  said: ReadonlySignal<string>;
}

/** Rules that propose messages, with a form for one of them, and what all keep to. */
export function Suggestions({ state, said }: SuggestionsProps) {
  const { settings, open, failure } = state.value;
  const isElsewhere = failure !== null && failure.form !== open &&
    failure.form !== COMMON;
  return (
    <div class="panel-body">
      <p class="text-muted">
        Rules propose messages; in the Inbox you approve, edit or reject them.
        Nothing is sent without that, unless you switch it on for a rule.
      </p>
      {isElsewhere && <p class="field-error" role="alert">{failure.detail}</p>}
      <ul class="rule-list">
        {settings.rules.map((view) => (
          <li key={view.rule}>
            {view.rule === open
              ? <SuggestionsRule view={view} state={state.value} />
              : <Row view={view} />}
          </li>
        ))}
      </ul>
      <SuggestionsCommon state={state.value} said={said.value} />
      {/* What the buttons of the list belong to: they work without a script. */}
      <form id="rule-open" method="get" action="/settings#suggestions" hidden />
      <form
        id="rule-switch"
        method="post"
        action="/settings#suggestions"
        hidden
      />
    </div>
  );
}

function Row({ view }: { view: SuggestionRuleView }) {
  const { rule, enabled, automatic } = view;
  const title = RULE_TITLES[rule];
  return (
    <div class="rule-row">
      <button
        type="submit"
        form="rule-switch"
        name={enabled ? "rule_off" : "rule_on"}
        value={rule}
        id={`switch-${rule}`}
        class="switch"
        role="switch"
        aria-checked={enabled}
        aria-label={title}
      />
      <div class="min-w-0 flex-1">
        <h3>{title}</h3>
        <p data-automatic={enabled && automatic ? "" : undefined}>
          {ruleSummary(view).join(" · ")}
        </p>
      </div>
      <button
        type="submit"
        form="rule-open"
        name="suggestion"
        value={rule}
        id={`open-rule-${rule}`}
        class="btn btn-xs"
        aria-label={`Edit ${title}`}
        aria-expanded="false"
      >
        Edit
      </button>
    </div>
  );
}
