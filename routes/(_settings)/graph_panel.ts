import type { GraphPanel } from "@/components/settings/graph.ts";
import type { Brain } from "@/lib/brain.ts";
import { copyAnswer, refusedAnswer, usageAnswer } from "@/lib/graph_api.ts";
import type { AccountId } from "@/lib/models/mod.ts";

/** Refused changes on the page. */
const CHANGES_SHOWN = 20;

/** Whether a form is of the section of the graph. */
export function isGraphForm(form: FormData): boolean {
  return form.get("graph") === "compare";
}

/** What the section of the graph shows. */
export async function graphPanel(
  brain: Brain,
  account: AccountId,
  isAsked: boolean,
): Promise<GraphPanel> {
  const { counts, copy } = await brain.graph.state(account);
  const refused = await brain.graph.refused(account, CHANGES_SHOWN);
  return {
    counts,
    copy: copy && copyAnswer(copy),
    usage: usageAnswer(brain.graphMetrics),
    refused: refused.map(refusedAnswer),
    isAsked,
  };
}
