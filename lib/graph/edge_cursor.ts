import { EdgeLabel } from "@/lib/models/mod.ts";
import { InvalidCursor } from "./graph_store.ts";

/** Names an edge of a vertex; a page's edges are in order of their names. */
export interface EndName {
  label: EdgeLabel;
  /** The vertex at the other end. */
  other: string;
}

/** The cursor of the page after the one that ends with this edge. */
export function toCursor({ label, other }: EndName): string {
  return `${label}:${other}`;
}

/**
 * The edge at which the page before ended. Throws {@linkcode InvalidCursor} if
 * none of the `wanted` label can be.
 */
export function parseCursor(
  cursor: string,
  wanted: EdgeLabel | undefined,
): EndName {
  const colon = cursor.indexOf(":");
  const label = EdgeLabel.safeParse(cursor.slice(0, Math.max(colon, 0)));
  if (!label.success || (wanted !== undefined && wanted !== label.data)) {
    throw new InvalidCursor("The cursor does not belong to these edges");
  }
  return { label: label.data, other: cursor.slice(colon + 1) };
}
