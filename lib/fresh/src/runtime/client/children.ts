import { type ComponentType, h } from "preact";
import type { AnyVNode } from "../../vnode.ts";
import { islandMarker, nodesIn, type Range, rangeFrom } from "./markers.ts";

/** What turning server-rendered children into elements needs to know. */
export interface Page {
  /** Component of an island by its name. */
  component(name: string): ComponentType<Record<string, unknown>> | undefined;
  /** Props of an island, with elements in the place of slots. */
  props(index: number): Record<string, unknown>;
}

type Child = AnyVNode | string;

/**
 * Makes Preact elements of server-rendered nodes, so that an island can show,
 * hide and move them. Islands among them become components again.
 */
export function elementsFrom(nodes: readonly ChildNode[], page: Page): Child[] {
  const children: Child[] = [];
  let skipTo: ChildNode | null = null;
  for (const node of nodes) {
    if (skipTo !== null) {
      if (node === skipTo) skipTo = null;
      continue;
    }
    const island = islandMarker(node);
    if (island !== null) {
      skipTo = rangeFrom(node).end;
      const component = page.component(island.name);
      if (component === undefined) continue;
      const key = island.key === "" ? undefined : island.key;
      children.push(h(component, { ...page.props(island.index), key }));
    } else if (node instanceof Text) {
      children.push(node.data);
    } else if (node instanceof Element) {
      children.push(elementFrom(node, page));
    }
  }
  return children;
}

/** The elements of a slot. */
export function slotElements(range: Range, page: Page): Child[] {
  return elementsFrom(nodesIn(range), page);
}

function elementFrom(element: Element, page: Page): AnyVNode {
  const props: Record<string, unknown> = {};
  for (const { name, value } of element.attributes) {
    if (name === "data-frsh-key") props.key = value;
    // A boolean attribute is there or not, whatever its value.
    else props[name] = Reflect.get(element, name) === true ? true : value;
  }
  if (element instanceof HTMLTemplateElement) {
    props.dangerouslySetInnerHTML = { __html: element.innerHTML };
    return h(element.localName, props);
  }
  return h(
    element.localName,
    props,
    ...elementsFrom([...element.childNodes], page),
  );
}
