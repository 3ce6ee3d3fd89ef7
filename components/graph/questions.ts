import type { CreatorId } from "@/lib/models/ids.ts";
import type { VertexLabel } from "@/lib/models/graph.ts";

/** What an answer of the REST API is asked by: parameters with their values. */
type Parameters = Record<string, string | number | undefined>;

/** The addresses of a creator's graph; `null`: the account's first one. */
export class GraphAddresses {
  readonly #creator: CreatorId | null;

  constructor(creator: CreatorId | null) {
    this.#creator = creator;
  }

  /** What the graph holds. */
  overview(): string {
    return this.#path("", {});
  }

  /** Vertices whose names begin so. */
  search(query: { q: string; limit: number; label?: VertexLabel }): string {
    return this.#path("/search", query);
  }

  /** The first vertices of a label, by their edges or by a property. */
  top(query: { label: VertexLabel; limit: number; by?: string }): string {
    return this.#path("/top", query);
  }

  /** A vertex with a page of its neighbours. */
  vertex(id: string, query: { limit: number; cursor?: string }): string {
    return this.#path(`/vertices/${encodeURIComponent(id)}`, query);
  }

  /** Ways from one vertex to another. */
  paths(query: { from: string; to: string; limit: number }): string {
    return this.#path("/paths", query);
  }

  /** The heaviest edges of a label. */
  edges(query: { label: "TARGETS_TOPIC"; limit: number }): string {
    return this.#path("/edges", query);
  }

  /** How many messages of the last 30 days mention each topic. */
  topics(): string {
    return this.#path("/insights/topics", {});
  }

  #path(path: string, parameters: Parameters): string {
    const query = new URLSearchParams();
    if (this.#creator !== null) query.set("creator_id", this.#creator);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) query.set(name, String(value));
    }
    return `/api/v1/graph${path}${query.size === 0 ? "" : `?${query}`}`;
  }
}
