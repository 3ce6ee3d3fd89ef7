import { ELEMENT_ID, type GremlinValue, type Traversal } from "./client.ts";
import { partitionOf } from "./layout.ts";
import type { GraphScope } from "../graph_store.ts";

/**
 * A text in the making, of one partition. Values get names in the order in
 * which they come, so that what is written the same way is the same text.
 */
export class Script {
  /** The name of the partition. */
  readonly partition: string;
  readonly #values: GremlinValue[] = [];
  #elementId: string | null = null;
  #partition: string | null = null;

  constructor(scope: GraphScope) {
    this.partition = partitionOf(scope);
  }

  /** The name in the text of a value. */
  bind(value: GremlinValue): string {
    this.#values.push(value);
    return nameAt(this.#values.length - 1);
  }

  /** The names in the text of values, with commas between them. */
  bindAll(values: readonly GremlinValue[]): string {
    return values.map((value) => this.bind(value)).join(",");
  }

  /** The name in the text of the partition: one for the whole text. */
  get p(): string {
    return this.#partition ??= this.bind(this.partition);
  }

  /** The name in the text of the key of elements' ids. */
  get t(): string {
    return this.#elementId ??= this.bind(ELEMENT_ID);
  }

  /** The traversal of a text that is made with the names. */
  finish(text: string): Traversal {
    const bindings = this.#values.map((value, i) => [nameAt(i), value]);
    return { text, bindings: Object.fromEntries(bindings) };
  }
}

/** Begins with a letter that no token of Gremlin consists of. */
function nameAt(i: number): string {
  return `b${i}`;
}
