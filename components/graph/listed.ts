import type { VertexLabel } from "@/lib/models/graph.ts";
import type { Visible } from "./sight.ts";
import { type Names, vertexName, vertexNote } from "./words.ts";

/** A row of the list of what is in the picture. */
export interface ListItem {
  id: string;
  label: VertexLabel;
  name: string;
  note: string | null;
  /** Edges in the picture. */
  degree: number;
}

/** Rows of the list at most. */
export const MOST_ROWS = 200;

/** The rows for a filter, those with most edges first, and how many fit. */
export function listed(
  { vertices, degrees }: Visible,
  names: Names,
  filter: string,
): { items: ListItem[]; total: number } {
  const sought = filter.trim().toLocaleLowerCase("en");
  const ranked = vertices.map((vertex) => ({
    vertex,
    degree: degrees.get(vertex.id) ?? 0,
  })).toSorted((a, b) =>
    b.degree - a.degree || (a.vertex.id < b.vertex.id ? -1 : 1)
  );
  const items: ListItem[] = [];
  let total = 0;
  for (const { vertex, degree } of ranked) {
    if (sought === "" && items.length >= MOST_ROWS) break;
    const name = vertexName(vertex, names);
    const note = vertexNote(vertex);
    const isSought = sought === "" ||
      `${name} ${note ?? ""}`.toLocaleLowerCase("en").includes(sought);
    if (!isSought) continue;
    total++;
    if (items.length >= MOST_ROWS) continue;
    items.push({ id: vertex.id, label: vertex.label, name, note, degree });
  }
  return { items, total: sought === "" ? vertices.length : total };
}
