/*
 * The server marks islands and their children with comments:
 *
 *   <!--frsh:island:NAME:PROPS_INDEX:KEY--> … <!--/frsh:island-->
 *   <!--frsh:slot:ID--> … <!--/frsh:slot-->
 */

/** The nodes between two markers; the markers themselves do not belong to it. */
export interface Range {
  /** The opening marker, or what took its place. */
  start: ChildNode;
  /** The closing marker, or what took its place. */
  end: ChildNode;
}

/** An island that waits in the page. */
export interface IslandMarker {
  /** Name of the island. */
  name: string;
  /** Which props of the page are its. */
  index: number;
  /** Its `key`, or empty. */
  key: string;
}

/** Reads the opening marker of an island. */
export function islandMarker(node: Node): IslandMarker | null {
  const [kind, name = "", index, key = ""] = marker(node);
  if (kind !== "island") return null;
  return { name, index: Number(index), key: decodeURIComponent(key) };
}

/** Reads the opening marker of a slot and returns its number. */
export function slotMarker(node: Node): number | null {
  const [kind, id] = marker(node);
  return kind === "slot" ? Number(id) : null;
}

function marker(node: Node): string[] {
  if (!(node instanceof Comment) || !node.data.startsWith("frsh:")) return [];
  return node.data.slice("frsh:".length).split(":");
}

/** Finds the closing marker that belongs to an opening one; they are siblings. */
export function rangeFrom(start: ChildNode): Range {
  let depth = 0;
  let node: ChildNode | null = start;
  while (node !== null) {
    if (node instanceof Comment) {
      if (node.data.startsWith("frsh:")) depth++;
      if (node.data.startsWith("/frsh:") && --depth === 0) {
        return { start, end: node };
      }
    }
    node = node.nextSibling;
  }
  throw new Error("An island in this page has no end");
}

/** The nodes of a range, as they are now. */
export function nodesIn({ start, end }: Range): ChildNode[] {
  const nodes: ChildNode[] = [];
  let node = start.nextSibling;
  while (node !== null && node !== end) {
    nodes.push(node);
    node = node.nextSibling;
  }
  return nodes;
}

/** All comments at and below some nodes, in document order. */
export function commentsIn(nodes: Iterable<Node>): Comment[] {
  const comments: Comment[] = [];
  for (const node of nodes) {
    if (node instanceof Comment) comments.push(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_COMMENT);
    while (walker.nextNode()) {
      if (walker.currentNode instanceof Comment) {
        comments.push(walker.currentNode);
      }
    }
  }
  return comments;
}
