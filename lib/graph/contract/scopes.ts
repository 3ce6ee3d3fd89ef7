/**
 * For tests: scopes that nobody else uses.
 * @module
 */
import { AccountId, CreatorId } from "@/lib/models/mod.ts";
import type { GraphScope } from "../graph_store.ts";

let scopes = 0;

/** A scope that no test has used. */
export function newScope(): GraphScope {
  return scopeOf("u_test", `c${++scopes}`);
}

function scopeOf(account: string, creator: string): GraphScope {
  return {
    dataset: { account: AccountId.parse(account), generation: 1 },
    creator: CreatorId.parse(creator),
  };
}

/** Scopes whose names could be taken for each other's. */
export function nearScopes(): GraphScope[] {
  const n = ++scopes;
  return [
    scopeOf(`u${n}`, "a:b"),
    scopeOf(`u${n}:a`, "b"),
    scopeOf(`u${n}`, "a|b"),
    scopeOf(`u${n}`, "a~007cb"),
    scopeOf(`u${n}`, "a"),
    scopeOf(`u${n}`, "a|topic:a"),
    scopeOf(`u${n}`, "a/b"),
    scopeOf(`v${n}`, "a"),
  ];
}
