import type { EdgeLabel, GraphVertex } from "@/lib/models/mod.ts";
import {
  type EdgeProperties,
  packProperties,
  propertiesOf,
  shortenOther,
  type StoredEdges,
  type StoredEdgesOfLabel,
  type StoredVertex,
  unpackProperties,
} from "./layout.ts";
import { sameEmbedding, sameProperties } from "../properties.ts";

type Content = Omit<GraphVertex, "id">;

/** A vertex with the edges that it holds, while a batch changes them. */
export class VertexDraft {
  readonly #stored: StoredVertex | null;
  #content: Content | null;
  #isContentNew = false;
  #degree: number;
  /** The labels whose edges differ from the stored ones. */
  readonly #edges = new Map<EdgeLabel, StoredEdgesOfLabel>();

  /** Begins with what is stored; `null` if the vertex is not there. */
  constructor(stored: StoredVertex | null) {
    this.#stored = stored;
    this.#content = stored;
    this.#degree = stored?.degree ?? 0;
  }

  /** Its label; `null` while it is not there. */
  get label(): GraphVertex["label"] | null {
    return this.#content?.label ?? null;
  }

  /** Edges that touch it. */
  get degree(): number {
    return this.#degree;
  }

  /** Whether something else is to be stored than what is. */
  get isChanged(): boolean {
    if (this.#content === null) return this.#stored !== null;
    return this.#isContentNew || this.#edges.size > 0 ||
      this.#degree !== this.#stored?.degree;
  }

  /** It is there and has this content; gives whether that is news. */
  put(content: Content): boolean {
    if (this.#content !== null && sameContent(this.#content, content)) {
      return false;
    }
    this.#content = content;
    this.#isContentNew = true;
    return true;
  }

  /** It is not there any more. */
  remove(): void {
    this.#content = null;
  }

  /** There are `by` more edges that touch it. */
  countEdges(by: 1 | -1): void {
    this.#degree += by;
  }

  /** The properties of an edge that it holds, or `null`. */
  edge(label: EdgeLabel, other: string): EdgeProperties | null {
    const edges = this.#edges.get(label);
    if (edges === undefined) return propertiesOf(this.#stored, label, other);
    const name = shortenOther(label, other);
    const packed = Object.hasOwn(edges, name) ? edges[name] : undefined;
    return packed === undefined ? null : unpackProperties(packed);
  }

  /** It holds this edge. */
  putEdge(label: EdgeLabel, other: string, properties: EdgeProperties): void {
    const packed = packProperties(properties);
    this.#edgesOf(label)[shortenOther(label, other)] = packed;
  }

  /** It does not hold this edge. */
  removeEdge(label: EdgeLabel, other: string): void {
    delete this.#edgesOf(label)[shortenOther(label, other)];
  }

  /** What is to be stored; `null` if it is not there. */
  toStored(): StoredVertex | null {
    if (this.#content === null) return null;
    const { label, properties, embedding } = this.#content;
    const edges = this.#storedEdges();
    return {
      label,
      properties,
      ...(embedding === undefined ? {} : { embedding }),
      degree: this.#degree,
      ...(edges === undefined ? {} : { edges }),
    };
  }

  #storedEdges(): StoredEdges | undefined {
    if (this.#edges.size === 0) return this.#stored?.edges;
    const all: StoredEdges = { ...this.#stored?.edges };
    for (const [label, edges] of this.#edges) {
      if (isEmpty(edges)) delete all[label];
      else all[label] = edges;
    }
    return isEmpty(all) ? undefined : all;
  }

  /** A copy that this draft may change: what is stored stays as it is. */
  #edgesOf(label: EdgeLabel): StoredEdgesOfLabel {
    let edges = this.#edges.get(label);
    if (edges === undefined) {
      edges = { ...this.#stored?.edges?.[label] };
      this.#edges.set(label, edges);
    }
    return edges;
  }
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}

function sameContent(a: Content, b: Content): boolean {
  return a.label === b.label && sameProperties(a.properties, b.properties) &&
    sameEmbedding(a.embedding, b.embedding);
}
