/**
 * For tests: whether Cosmos DB would take a traversal, as far as its
 * documentation says; see `COSMOS.md`. No test can ask Cosmos DB itself.
 * @module
 */
import { ELEMENT_ID, type Traversal } from "./client.ts";
import {
  type Argument,
  type Chain,
  parseTraversal,
  type Step,
} from "./grammar.ts";

/** A traversal that Cosmos DB would not take, or only slowly. */
export class Unguarded extends Error {
  override name = "Unguarded";
}

const MAX_BYTES = 64 * 1024;
const MAX_STEPS = 400;

/** What the documentation lists, `from` and `to` as modulators of `addE`. */
const STEPS = new Set(
  ("addE addV and as by coalesce constant count dedup drop executionProfile " +
    "fold group has hasLabel hasId hasNot inject is limit local not optional " +
    "or order path project properties range repeat sample select store tree " +
    "unfold union V E out in both outE inE bothE outV inV bothV otherV where " +
    "property values valueMap sum mean min max groupCount emit until times " +
    "from to").split(" "),
);
const PREDICATES = new Set(["eq", "neq", "lt", "lte", "gt", "gte", "between"]);
/** What is neither a binding nor a text. */
const TOKENS = new Set(["label", "incr", "decr"]);
/** Each of their children begins anew, with an index for its first `V()`. */
const WITH_FRESH_CHILDREN = new Set(["union", "coalesce"]);

/** Throws {@linkcode Unguarded} unless Cosmos DB would take the traversal. */
export function guard({ text, bindings }: Traversal): void {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_BYTES) throw new Unguarded(`The text has ${bytes} bytes`);
  const check = new Check(bindings);
  check.chain(parse(text), null);
  check.end();
}

function parse(text: string): Chain {
  try {
    return parseTraversal(text);
  } catch (error) {
    throw new Unguarded(`${text} cannot be read`, { cause: error });
  }
}

class Check {
  readonly #bindings: Traversal["bindings"];
  readonly #spare: Set<string>;
  #steps = 0;
  #partition: string | null = null;

  constructor(bindings: Traversal["bindings"]) {
    this.#bindings = bindings;
    this.#spare = new Set(Object.keys(bindings));
    for (const [name, value] of Object.entries(bindings)) {
      if (isAllowed(value)) continue;
      throw new Unguarded(`${name} is ${String(value)}`);
    }
  }

  /** A chain that is an argument of `parent`, or the whole. */
  chain({ source, steps }: Chain, parent: Step | null): void {
    if ((source === "g") !== (parent === null)) {
      throw new Unguarded("g is for the whole, and __ for its children");
    }
    const [first] = steps;
    const isSource = first?.name === "V" || first?.name === "inject";
    if (source === "g" && !isSource) {
      throw new Unguarded(`A traversal cannot begin with ${first?.name}`);
    }
    steps.forEach((step, i) => {
      if (step.name === "V") this.#start(step, i, steps[i + 1], parent);
      if (step.name === "inject" && (i > 0 || source !== "g")) {
        throw new Unguarded("inject is not the first step");
      }
      this.#step(step, steps[i - 1]);
    });
    this.#checkAdded(steps);
  }

  end(): void {
    if (this.#steps > MAX_STEPS) {
      throw new Unguarded(`There are ${this.#steps} steps`);
    }
    const [spare] = this.#spare;
    if (spare !== undefined) throw new Unguarded(`${spare} is not used`);
  }

  #step(step: Step, before: Step | undefined): void {
    this.#steps++;
    const { name, args } = step;
    if (!STEPS.has(name)) throw new Unguarded(`There is no step ${name}`);
    if ((name === "from" || name === "to") && !isEnd(before)) {
      throw new Unguarded(`${name} modulates addE only`);
    }
    if (name === "property" && args.length !== 2) {
      throw new Unguarded("property has a name and a value");
    }
    // Without names it would mean all of them.
    if (name === "properties" && args.length === 0) {
      throw new Unguarded("properties has no names");
    }
    for (const arg of args) this.#argument(arg, step);
  }

  /** What is added has an id, or else it could be added twice. */
  #checkAdded(steps: readonly Step[]): void {
    const at = steps.findIndex(({ name }) =>
      name === "addV" || name === "addE"
    );
    const added = steps[at];
    if (added === undefined) return;
    const set = steps.slice(at).filter(({ name }) => name === "property");
    const hasId = set.some(({ args: [key] }) =>
      key?.kind === "name" && this.#bindings[key.name] === ELEMENT_ID
    );
    if (!hasId) throw new Unguarded(`${added.name} has no id`);
    if (added.name === "addE") return;
    // A vertex without a partition has no place in Cosmos DB.
    const partition = set.find(({ args: [key] }) =>
      key?.kind === "text" && key.text === "pk"
    )?.args[1];
    if (partition === undefined) throw new Unguarded("addV has no partition");
    this.#checkPartition(partition);
  }

  #argument(arg: Argument, step: Step): void {
    switch (arg.kind) {
      case "chain":
        return this.chain(arg.chain, step);
      case "call":
        if (!PREDICATES.has(arg.name)) {
          throw new Unguarded(`There is no predicate ${arg.name}`);
        }
        return arg.args.forEach((inner) => this.#argument(inner, step));
      case "list":
        if (step.name !== "V") throw new Unguarded("Only V takes a list");
        return arg.items.forEach((inner) => this.#argument(inner, step));
      case "name":
        return this.#name(arg.name);
      case "text":
      case "number":
        return;
    }
  }

  #name(name: string): void {
    if (TOKENS.has(name)) return;
    if (!Object.hasOwn(this.#bindings, name)) {
      throw new Unguarded(`${name} has no value`);
    }
    this.#spare.delete(name);
  }

  /** An index is used at the beginning only, and within one partition. */
  #start(
    { args }: Step,
    position: number,
    next: Step | undefined,
    parent: Step | null,
  ): void {
    if (position > 0) throw new Unguarded("V is not the first step");
    if (parent !== null && !WITH_FRESH_CHILDREN.has(parent.name)) {
      throw new Unguarded(`V begins a child of ${parent.name}`);
    }
    const [arg] = args;
    if (arg === undefined) return this.#partitionOf(next);
    const [partition, id] = arg.kind === "list" ? arg.items : [];
    if (args.length > 1 || partition === undefined || id === undefined) {
      throw new Unguarded("V has no partition");
    }
    const name = this.#checkPartition(partition);
    const value = this.#textOf(id);
    if (!value.startsWith(`${name}|`) || /[/\\?#]/.test(value)) {
      throw new Unguarded(`${value} is no id within ${name}`);
    }
  }

  #partitionOf(next: Step | undefined): void {
    const [key, value] = next?.name === "has" ? next.args : [];
    if (key?.kind !== "text" || key.text !== "pk" || value === undefined) {
      throw new Unguarded("V() is not followed by the partition");
    }
    this.#checkPartition(value);
  }

  #checkPartition(arg: Argument): string {
    const partition = this.#textOf(arg);
    this.#partition ??= partition;
    if (partition !== this.#partition || /[/\\?#]/.test(partition)) {
      throw new Unguarded(`${partition} is not the partition`);
    }
    return partition;
  }

  #textOf(arg: Argument): string {
    const value = arg.kind === "name" && Object.hasOwn(this.#bindings, arg.name)
      ? this.#bindings[arg.name]
      : undefined;
    if (typeof value === "string") return value;
    throw new Unguarded("A partition or id is not a binding that is a text");
  }
}

function isEnd(before: Step | undefined): boolean {
  return before !== undefined && ["addE", "from", "to"].includes(before.name);
}

function isAllowed(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value)) ||
    value === ELEMENT_ID;
}
