import type { GraphPanel } from "@/components/settings/graph.ts";
import type { ServiceState } from "@/components/settings/service.ts";
import type { SetAsidePanel } from "@/components/settings/SetAside.tsx";
import type { Brain } from "@/lib/brain.ts";
import { copyAnswer, refusedAnswer, usageAnswer } from "@/lib/graph_api.ts";
import type { AccountId } from "@/lib/models/mod.ts";
import { readiness } from "@/lib/readiness.ts";

/** Quarantined records on the page. */
const RECORDS_SHOWN = 100;
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
  return {
    counts,
    copy: copy && copyAnswer(copy),
    usage: usageAnswer(brain.graphMetrics),
    isAsked,
  };
}

/** What the section of what was set aside shows. */
export async function setAsidePanel(
  brain: Brain,
  account: AccountId,
  { copy }: GraphPanel,
): Promise<SetAsidePanel> {
  const quarantine = await brain.quarantine(account, RECORDS_SHOWN);
  if (copy === null) return { quarantine, refused: null };
  const refused = await brain.graph.refused(account, CHANGES_SHOWN);
  return {
    quarantine,
    refused: { total: copy.refused, changes: refused.map(refusedAnswer) },
  };
}

/** How everything stands that the service depends on. */
export async function serviceState(brain: Brain): Promise<ServiceState> {
  return {
    readiness: await readiness(brain),
    hasRedis: brain.hasRedis,
    hasCopy: brain.graphMetrics !== null,
  };
}
