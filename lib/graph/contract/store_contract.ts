/**
 * For tests: what every graph store has to answer, whichever database it is in.
 * @module
 */
import { it } from "vitest";
import { type Contract, type OpenStore } from "./contract.ts";
import { erasureContract } from "./erasure.ts";
import { historiesContract } from "./histories.ts";
import { insightsContract } from "./insights.ts";
import { listsContract } from "./lists.ts";
import { namesContract } from "./names.ts";
import { rankingsContract } from "./rankings.ts";
import { newScope } from "./scopes.ts";
import { writingContract } from "./writing.ts";

export { type OpenStore } from "./contract.ts";
export { type Dump, dump, dumpOf } from "./dump.ts";
export { compareAnswers } from "./histories.ts";
export { ODD_NAMES } from "./graphs.ts";
export { randomChanges } from "./random.ts";
export { newScope } from "./scopes.ts";

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
