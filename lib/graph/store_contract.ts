/**
 * For tests: what every graph store has to answer, whichever database it is in.
 * @module
 */
import { it } from "vitest";
import { type Contract, type OpenStore } from "./contract/contract.ts";
import { erasureContract } from "./contract/erasure.ts";
import { historiesContract } from "./contract/histories.ts";
import { insightsContract } from "./contract/insights.ts";
import { listsContract } from "./contract/lists.ts";
import { namesContract } from "./contract/names.ts";
import { rankingsContract } from "./contract/rankings.ts";
import { newScope } from "./contract/scopes.ts";
import { writingContract } from "./contract/writing.ts";

export { type OpenStore } from "./contract/contract.ts";
export { type Dump, dump, dumpOf } from "./contract/dump.ts";
export { compareAnswers } from "./contract/histories.ts";
export { ODD_NAMES } from "./contract/graphs.ts";
export { randomChanges } from "./contract/random.ts";
export { newScope } from "./contract/scopes.ts";

/** How the suite is run. */
export interface ContractOptions {
  /** Random histories. */
  histories: number;
}

/** Fails where a store answers other than its interface says. */
export function graphStoreContract(
  name: string,
  open: OpenStore,
  { histories }: ContractOptions,
): void {
  const contract: Contract = {
    name,
    open,
    test: (what, run, timeout) => {
      it(what, () => open((graph) => run(graph, newScope())), timeout);
    },
  };
  writingContract(contract);
  namesContract(contract);
  listsContract(contract);
  rankingsContract(contract);
  insightsContract(contract);
  erasureContract(contract);
  historiesContract(contract, histories);
}
