import type { ComponentChildren } from "preact";
import type { BuildCache, Island } from "../build_cache.ts";
import { type IslandProps, SlotRef } from "./slots.ts";
import type { AnyVNode } from "../vnode.ts";

/** What the part of the tree that is rendered now lies in. */
export interface Scope {
  /** The element that opened the scope. */
  readonly vnode: AnyVNode | null;
  /** Inside an island, where another island is just a component. */
  readonly island: boolean;
  /** Inside `<Head>`: its elements go to the head of the page. */
  readonly collecting: boolean;
  /** Inside the page's `<head>`. */
  readonly head: boolean;
}

const OUTSIDE: Scope = {
  vnode: null,
  island: false,
  collecting: false,
  head: false,
};

/** Everything that rendering one page gathers. */
export class RenderState {
  /** For the scripts and styles of this page, and its Content-Security-Policy. */
  readonly nonce: string = crypto.randomUUID().replaceAll("-", "");
  /** The islands of the page. */
  readonly islands = new Set<Island>();
  /** Props of each island on the page. */
  readonly islandProps: IslandProps[] = [];
  /** Elements from `<Head>`, by what makes them the same. */
  readonly headElements = new Map<string, AnyVNode>();
  /** Children for islands, until an island shows them. */
  readonly pendingSlots = new Map<number, ComponentChildren>();
  /** Which parts of the document the page has brought itself. */
  readonly rendered = { html: false, head: false, body: false };

  #scopes: Scope[] = [];
  #slotCount = 0;

  /**
   * @param pathname Path of the request, to mark links to it.
   * @param basePath Path below which the app lives.
   * @param build Knows the islands.
   */
  constructor(
    readonly pathname: string,
    readonly basePath: string,
    readonly build: BuildCache,
  ) {}

  /** The innermost scope. */
  get scope(): Scope {
    return this.#scopes.at(-1) ?? OUTSIDE;
  }

  /** Opens a scope that lasts until `vnode` is done. */
  enter(vnode: AnyVNode, change: Partial<Omit<Scope, "vnode">>): void {
    this.#scopes.push({ ...this.scope, ...change, vnode });
  }

  /** Closes the scope that `vnode` opened, if it opened one. */
  leave(vnode: AnyVNode): void {
    if (this.scope.vnode === vnode) this.#scopes.pop();
  }

  /** Keeps children for an island and returns the reference to them. */
  addSlot(name: string, children: ComponentChildren): SlotRef {
    const slot = new SlotRef(this.#slotCount++, name);
    this.pendingSlots.set(slot.id, children);
    return slot;
  }
}

/*
 * Preact's hooks are global, and rendering is synchronous; so the page that is
 * being rendered is, for that moment, global too.
 */
let current: RenderState | null = null;

/** The page that is being rendered, or `null`. */
export function currentRender(): RenderState | null {
  return current;
}

/** Runs a synchronous rendering function with this state as the current one. */
export function withRenderState<T>(state: RenderState, render: () => T): T {
  const outer = current;
  current = state;
  try {
    return render();
  } finally {
    current = outer;
  }
}
