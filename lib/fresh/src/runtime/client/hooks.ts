/*
 * What Fresh promises of elements holds in the browser too: images get locked
 * URLs, and the children of `<Head>` go to the head of the page.
 */
import { h, options } from "preact";
import { useContext, useEffect } from "preact/hooks";
import { HEAD_TAGS } from "../../render/head_elements.ts";
import type { AnyVNode } from "../../vnode.ts";
import { withLockedAssets } from "../asset.ts";
import { HeadContext } from "../head.ts";
import { putIntoHead } from "./head.ts";

/** Set for the moment in which an element is made that must stay as it is. */
let makingPlain = false;

const next = options.vnode;
options.vnode = (vnode: AnyVNode) => {
  const tag = vnode.type;
  if (tag === "img" || tag === "source") withLockedAssets(vnode);
  else if (typeof tag === "string" && HEAD_TAGS.has(tag) && !makingPlain) {
    vnode.props = { tag, given: vnode.props, headKey: vnode.key };
    vnode.type = HeadElement;
  }
  next?.(vnode);
};

/** An element that goes to the head of the page if it stands inside `<Head>`. */
function HeadElement(
  { tag, given, headKey }: {
    tag: string;
    given: Record<string, unknown>;
    headKey: unknown;
  },
): AnyVNode | null {
  const inHead = useContext(HeadContext);
  useEffect(() => {
    if (inHead) putIntoHead(tag, given, headKey);
  });
  if (inHead) return null;
  makingPlain = true;
  const element = h(tag, given);
  makingPlain = false;
  return element;
}
