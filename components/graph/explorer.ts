import {
  batch,
  computed,
  type ReadonlySignal,
  type Signal,
  signal,
} from "@preact/signals";
import type { GraphVertex, VertexLabel } from "@/lib/models/graph.ts";
import type { GraphPathList } from "@/lib/models/graph_answers.ts";
import { type Neighbour, NeighbourPages, partOf } from "./neighbours.ts";
import { type Get, openingOf } from "./opening.ts";
import type { GraphAddresses } from "./questions.ts";
import {
  countLabels,
  edgeKey,
  merge,
  NOTHING,
  type Part,
  type Sight,
  type Visible,
  visible,
  without,
} from "./sight.ts";

/** How far the picture's first part has come. */
export type OpeningState =
  | { kind: "loading" }
  | { kind: "ready" }
  | { kind: "failed"; detail: string };

/** A search for ways from one vertex to another. */
export interface PathSearch {
  from: GraphVertex;
  /** `null` until it is chosen. */
  to: GraphVertex | null;
  state:
    | { kind: "choosing" }
    | { kind: "looking" }
    | { kind: "failed"; detail: string }
    | { kind: "found"; answer: GraphPathList; shown: number };
}

/** Labels that are not shown until asked for: each touches nearly everything. */
export const HIDDEN_AT_FIRST: readonly VertexLabel[] = ["Day", "Creator"];
/** Ways that are given at most. */
const MOST_PATHS = 10;

/**
 * What is seen of the graph: the picture's vertices and edges, which of them
 * are hidden, selected and on a path. It asks for what it needs; what it holds
 * is bounded.
 */
export class GraphExplorer {
  readonly #get: Get;
  readonly #addresses: GraphAddresses;
  readonly #sight = signal<Sight>(NOTHING);
  readonly #hidden = signal<ReadonlySet<VertexLabel>>(
    new Set(HIDDEN_AT_FIRST),
  );
  readonly #opening = signal<OpeningState>({ kind: "loading" });
  readonly #selected = signal<NeighbourPages | null>(null);
  readonly #path = signal<PathSearch | null>(null);
  readonly #left = signal(0);
  readonly #visible = computed(() =>
    visible(this.#sight.value, this.#hidden.value)
  );
  readonly #counts = computed(() => countLabels(this.#sight.value));
  readonly #focus: Signal<{ id: string } | null> = signal(null);
  #questions = 0;

  constructor(get: Get, addresses: GraphAddresses) {
    this.#get = get;
    this.#addresses = addresses;
  }

  /** What is in the picture, hidden or not. */
  get sight(): ReadonlySignal<Sight> {
    return this.#sight;
  }

  /** What of it is seen. */
  get visible(): ReadonlySignal<Visible> {
    return this.#visible;
  }

  /** Vertices of each label in the picture. */
  get counts(): ReadonlySignal<ReadonlyMap<VertexLabel, number>> {
    return this.#counts;
  }

  /** Labels that are hidden. */
  get hidden(): ReadonlySignal<ReadonlySet<VertexLabel>> {
    return this.#hidden;
  }

  /** Whether the picture's first part is there. */
  get opening(): ReadonlySignal<OpeningState> {
    return this.#opening;
  }

  /** The vertex that is looked at, with its neighbours. */
  get selected(): ReadonlySignal<NeighbourPages | null> {
    return this.#selected;
  }

  /** The ways that are looked for, or were found. */
  get path(): ReadonlySignal<PathSearch | null> {
    return this.#path;
  }

  /** Vertices that the last answer had and for which there was no room. */
  get left(): ReadonlySignal<number> {
    return this.#left;
  }

  /** What the picture is to show in its middle; a new object each time. */
  get focus(): ReadonlySignal<{ id: string } | null> {
    return this.#focus;
  }

  /** Loads what the picture opens with; again, it adds what is new. */
  async open(): Promise<void> {
    const at = this.#clock();
    this.#opening.value = { kind: "loading" };
    const opening = await openingOf(this.#get, this.#addresses);
    if (!opening.ok) {
      this.#opening.value = { kind: "failed", detail: opening.detail };
      return;
    }
    batch(() => {
      this.#merge({ at, ...opening });
      this.#opening.value = { kind: "ready" };
    });
  }

  /** Shows or hides the vertices of a label. */
  toggle(label: VertexLabel): void {
    const hidden = new Set(this.#hidden.peek());
    if (!hidden.delete(label)) hidden.add(label);
    this.#hidden.value = hidden;
  }

  /**
   * Looks at a vertex that is in the picture, or is a neighbour on the list.
   * `isSeen`: it was pointed at, and the picture need not move there.
   */
  async select(id: string, { isSeen = false } = {}): Promise<void> {
    if (this.#selected.peek()?.id === id) {
      if (!isSeen) this.#lookAt(id);
      return;
    }
    const via = this.#selected.peek();
    const neighbour = via?.neighbours.peek()
      .find(({ vertex }) => vertex.id === id);
    const from = via?.vertex.peek();
    batch(() => {
      if (neighbour !== undefined && from) this.#add(from, [neighbour]);
      if (!isSeen) this.#lookAt(id);
      this.#choose(id);
    });
    await this.#selected.peek()?.more();
  }

  /** Looks at a vertex wherever it is, and adds what is around it. */
  async find(id: string): Promise<void> {
    this.#choose(id);
    const pages = this.#selected.peek();
    const part = await pages?.more();
    if (!part || pages === null) return;
    batch(() => {
      this.#merge(part);
      this.#lookAt(id);
    });
    // A fan has one conversation: what is around is around that.
    const only = pages.neighbours.peek().map(({ vertex }) => vertex);
    if (only.length !== 1 || only[0]?.label !== "ConversationNode") return;
    const around = await this.#pagesOf(only[0].id).more();
    if (around !== null) this.#merge(around);
  }

  /** Looks at nothing any more. */
  deselect(): void {
    this.#selected.peek()?.stop();
    this.#selected.value = null;
  }

  /** Asks for more of the selected vertex's neighbours, for the list. */
  async more(): Promise<void> {
    await this.#selected.peek()?.more();
  }

  /**
   * Adds the listed neighbours of the selected vertex to the picture; where they
   * are all there, those of the next page.
   */
  async expand(): Promise<void> {
    const pages = this.#selected.peek();
    const vertex = pages?.vertex.peek();
    if (!pages || !vertex) return;
    const { vertices, edges } = this.#sight.peek();
    const isWhole = pages.neighbours.peek().every(({ edge, vertex }) =>
      vertices.has(vertex.id) && edges.has(edgeKey(edge))
    );
    if (isWhole) {
      const part = await pages.more();
      if (part !== null) this.#merge(part);
    } else {
      this.#add(vertex, pages.neighbours.peek());
    }
  }

  /** Takes a vertex out of the picture. */
  hide(id: string): void {
    batch(() => {
      if (this.#selected.peek()?.id === id) this.deselect();
      this.#sight.value = without(this.#sight.peek(), new Set([id]));
      this.#left.value = 0;
    });
  }

  /** Takes the vertices of a label out of the picture, to make room. */
  drop(label: VertexLabel): void {
    const ids = [...this.#sight.peek().vertices.values()]
      .filter(({ vertex }) => vertex.label === label)
      .map(({ vertex }) => vertex.id);
    batch(() => {
      this.#sight.value = without(this.#sight.peek(), new Set(ids));
      this.#left.value = 0;
    });
  }

  /** Begins a path. */
  startPath(from: GraphVertex): void {
    this.#path.value = { from, to: null, state: { kind: "choosing" } };
  }

  /** Looks for ways from where the path begins. */
  async endPath(to: GraphVertex): Promise<void> {
    const begun = this.#path.peek();
    if (begun === null) return;
    const { from } = begun;
    const looking: PathSearch = { from, to, state: { kind: "looking" } };
    const at = this.#clock();
    this.#path.value = looking;
    const answer = await this.#get<GraphPathList>(
      this.#addresses.paths({ from: from.id, to: to.id, limit: MOST_PATHS }),
    );
    if (this.#path.peek() !== looking) return;
    if (!answer.ok) {
      const { detail } = answer.problem;
      this.#path.value = { from, to, state: { kind: "failed", detail } };
      return;
    }
    const { paths, vertices } = answer.body;
    batch(() => {
      this.#merge({
        at,
        vertices: vertices.map((vertex) => ({ vertex })),
        edges: paths.flatMap(({ edges }) => edges),
      });
      this.#reveal(vertices);
      const state = { kind: "found", answer: answer.body, shown: 0 } as const;
      this.#path.value = { from, to, state };
    });
  }

  /** Shows another one of the ways that were found. */
  showPath(shown: number): void {
    const path = this.#path.peek();
    if (path?.state.kind !== "found") return;
    this.#path.value = { ...path, state: { ...path.state, shown } };
  }

  /** Looks for no path any more. */
  clearPath(): void {
    this.#path.value = null;
  }

  /** Shows the labels of vertices that are to be seen. */
  #reveal(vertices: readonly GraphVertex[]): void {
    const hidden = new Set(this.#hidden.peek());
    for (const { label } of vertices) hidden.delete(label);
    if (hidden.size < this.#hidden.peek().size) this.#hidden.value = hidden;
  }

  #lookAt(id: string): void {
    const known = this.#sight.peek().vertices.get(id);
    if (known === undefined) return;
    this.#reveal([known.vertex]);
    this.#focus.value = { id };
  }

  #choose(id: string): void {
    this.#selected.peek()?.stop();
    this.#selected.value = this.#pagesOf(id);
  }

  #pagesOf(id: string): NeighbourPages {
    return new NeighbourPages(id, {
      get: this.#get,
      addresses: this.#addresses,
      clock: () => this.#clock(),
    });
  }

  #add(vertex: GraphVertex, neighbours: readonly Neighbour[]): void {
    // What the list has may be older than what the picture has.
    this.#merge(partOf({ vertex, neighbours: [...neighbours] }, 0));
  }

  #merge(part: Part): void {
    const { sight, left } = merge(this.#sight.peek(), part);
    this.#sight.value = sight;
    this.#left.value = left;
  }

  #clock(): number {
    return ++this.#questions;
  }
}
