import { nodesIn, type Range } from "./markers.ts";

/**
 * Lets Preact render into a range of siblings as if they had an element of
 * their own. Preact needs only these few members of an element.
 */
export function rangeContainer(range: Range): Element {
  const parent = range.start.parentNode;
  if (parent === null) throw new Error("An island has left the page");
  const container = {
    nodeType: Node.ELEMENT_NODE,
    namespaceURI: parent instanceof Element ? parent.namespaceURI : null,
    ownerDocument: document,
    parentNode: parent,
    get childNodes() {
      return nodesIn(range);
    },
    get firstChild() {
      return nodesIn(range)[0] ?? null;
    },
    contains: (node: Node | null) => parent.contains(node),
    insertBefore: (node: Node, before: Node | null) =>
      parent.insertBefore(node, before ?? range.end),
    appendChild: (node: Node) => parent.insertBefore(node, range.end),
    removeChild: (node: Node) => parent.removeChild(node),
  };
  // The rest of Element is never asked for.
  return container as unknown as Element;
}

/** What Preact keeps in a container and in elements; the names are its own. */
interface Rendered {
  type?: unknown;
  /** Children. */
  __k?: Rendered | (Rendered | null)[] | null;
  /** Node. */
  __e?: unknown;
}

/** The nodes at the root of a container that Preact has made or taken over. */
export function nodesOf(container: Rendered | Element): Set<unknown> {
  const nodes = new Set<unknown>();
  const visit = (rendered: Rendered | null) => {
    if (rendered === null) return;
    const isComponent = typeof rendered.type === "function";
    if (!isComponent) nodes.add(rendered.__e);
    else [rendered.__k ?? []].flat().forEach(visit);
  };
  if ("__k" in container) [container.__k ?? []].flat().forEach(visit);
  return nodes;
}

/**
 * Puts empty text nodes in the place of both markers. Preact skips comments when
 * it looks for the next sibling, and would leave the range.
 */
export function withTextMarkers({ start, end }: Range): Range {
  const texts = { start: new Text(""), end: new Text("") };
  start.replaceWith(texts.start);
  end.replaceWith(texts.end);
  return texts;
}
