/**
 * Puts something into a built-in function's place that looks like it from all
 * sides.
 * @module
 */
import type { Callable, Natives, PageWindow } from "./natives.ts";

/** What a replacement does instead; inherits no trap that a page could add. */
export interface Traps<F extends object> {
  __proto__: null;
  apply?: (target: F, self: unknown, args: unknown[]) => unknown;
  construct?: (target: F, args: unknown[], newTarget: Callable) => object;
}

/** Replaces functions of a page. */
export class Disguise {
  readonly #natives: Natives;
  /** Replacement to what it stands for. */
  readonly #originals: WeakMap<object, unknown>;

  /** Makes `Function.prototype.toString` answer for what is replaced. */
  constructor(natives: Natives, page: PageWindow) {
    this.#natives = natives;
    this.#originals = new natives.WeakMap();
    const { apply, weakGet } = natives;
    const originals = this.#originals;
    this.replace(page.Function.prototype, "toString", natives.toString, {
      __proto__: null,
      apply: (target, self, args) =>
        apply(target, weakGet(originals, self) ?? self, args),
    });
  }

  /** Replaces a property's value; what else holds of the property stays. */
  replace<F extends object>(
    owner: object,
    name: string,
    original: F,
    traps: Traps<F>,
  ): F {
    const { Proxy, weakSet, define } = this.#natives;
    const replacement = new Proxy(original, traps as ProxyHandler<F>);
    weakSet(this.#originals, replacement, original);
    define(owner, name, { __proto__: null, value: replacement });
    return replacement;
  }
}
