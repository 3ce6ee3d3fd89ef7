/*
 * Preact calls these hooks for every element of every page. They turn islands
 * into marked islands, gather what `<Head>` holds, and give elements what
 * Fresh promises: nonces, locked asset URLs, marks on links to the current page.
 */
import { Fragment, h, type Options, options } from "preact";
import { withLockedAssets } from "../runtime/asset.ts";
import { Head } from "../runtime/head.ts";
import { markActiveLink } from "./active_link.ts";
import { BodyEnd, HeadEnd, IslandRoot } from "./document.ts";
import { HEAD_TAGS, headKey } from "./head_elements.ts";
import { Slot } from "./slots.ts";
import { currentRender, type RenderState } from "./state.ts";
import { addProps, type AnyVNode } from "../vnode.ts";

// Preact's option hooks for renderers; their names are mangled on purpose.
interface RenderHooks extends Options {
  __b?(vnode: AnyVNode): void;
  diffed?(vnode: AnyVNode): void;
  attr?(name: string, value: unknown): string | void;
}

const hooks: RenderHooks = options;

const nextBefore = hooks.__b;
hooks.__b = (vnode) => {
  const state = currentRender();
  if (state !== null) {
    if (typeof vnode.type === "string") beforeElement(state, vnode, vnode.type);
    else if (vnode.type !== Fragment) beforeComponent(state, vnode);
  }
  nextBefore?.(vnode);
};

const nextAfter = hooks.diffed;
hooks.diffed = (vnode) => {
  currentRender()?.leave(vnode);
  nextAfter?.(vnode);
};

const nextAttr = hooks.attr;
hooks.attr = (name, value) => {
  // Precompiled JSX would drop the key, which children of islands may need.
  if (name === "key" && value !== null && value !== undefined) {
    return `data-frsh-key="${escapeAttribute(String(value))}"`;
  }
  return nextAttr?.(name, value);
};

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
}

function beforeComponent(state: RenderState, vnode: AnyVNode): void {
  if (vnode.type === Head) return state.enter(vnode, { collecting: true });
  if (vnode.type === Slot) return state.enter(vnode, { island: false });
  if (state.scope.island) return;

  const island = state.build.islands.get(vnode.type);
  if (island === undefined) return;
  vnode.props = { island, given: vnode.props, islandKey: vnode.key };
  vnode.type = IslandRoot;
  state.enter(vnode, { island: true });
}

function beforeElement(state: RenderState, vnode: AnyVNode, tag: string): void {
  switch (tag) {
    case "html":
      state.rendered.html = true;
      return;
    case "head":
      state.rendered.head = true;
      state.enter(vnode, { head: true });
      return appendChild(vnode, HeadEnd);
    case "body":
      state.rendered.body = true;
      return appendChild(vnode, BodyEnd);
    case "a":
      return markActiveLink(vnode, state.pathname);
    case "img":
    case "source":
      return withLockedAssets(vnode);
  }
  if (HEAD_TAGS.has(tag)) headElement(state, vnode, tag);
}

function headElement(state: RenderState, vnode: AnyVNode, tag: string): void {
  if (tag === "script" || tag === "style") {
    if (!vnode.props.nonce) addProps(vnode, { nonce: state.nonce });
  }
  const { collecting, head } = state.scope;
  if (!collecting && !head) return;

  const key = headKey(tag, vnode);
  if (vnode.key !== null && vnode.key !== undefined) {
    addProps(vnode, { "data-key": vnode.key });
  }
  if (collecting) {
    state.headElements.set(key, h(tag, vnode.props));
    makeEmpty(vnode);
    return;
  }
  const replacement = state.headElements.get(key);
  if (replacement === undefined) return;
  state.headElements.delete(key);
  vnode.props = replacement.props;
}

function makeEmpty(vnode: AnyVNode): void {
  vnode.type = Fragment;
  vnode.props = {};
}

function appendChild(vnode: AnyVNode, component: () => AnyVNode | null): void {
  const { children } = vnode.props;
  addProps(vnode, { children: [children, h(component, null)] });
}
