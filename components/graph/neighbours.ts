import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { GraphVertex } from "@/lib/models/graph.ts";
import type {
  GraphNeighbourhood,
  GraphVertices,
} from "@/lib/models/graph_answers.ts";
import type { Get } from "./opening.ts";
import type { GraphAddresses } from "./questions.ts";
import type { Part } from "./sight.ts";

/** Neighbours of one page. */
export const PAGE_SIZE = 50;
/** Neighbours of a vertex that are listed at most. */
const MOST_LISTED = 1_000;

/** A neighbour, and the edge to it. */
export type Neighbour = GraphNeighbourhood["neighbours"][number];

/** How far a vertex's neighbours are known. */
export type PageState =
  | { kind: "loading" }
  | { kind: "more" }
  | { kind: "end" }
  /** There are more, but no more than these are listed. */
  | { kind: "full" }
  | { kind: "failed"; detail: string };

/** The neighbours of one vertex, page by page. */
export class NeighbourPages {
  readonly id: string;
  readonly #get: Get;
  readonly #addresses: GraphAddresses;
  readonly #clock: () => number;
  readonly #vertex = signal<GraphVertex | null>(null);
  readonly #neighbours = signal<readonly Neighbour[]>([]);
  readonly #total = signal<number | null>(null);
  readonly #state = signal<PageState>({ kind: "more" });
  #cursor: string | undefined;
  #isStopped = false;

  /** `clock` numbers questions: each is larger than the one before. */
  constructor(
    id: string,
    { get, addresses, clock }: {
      get: Get;
      addresses: GraphAddresses;
      clock: () => number;
    },
  ) {
    this.id = id;
    this.#get = get;
    this.#addresses = addresses;
    this.#clock = clock;
  }

  /** The vertex itself; `null` before the first answer. */
  get vertex(): ReadonlySignal<GraphVertex | null> {
    return this.#vertex;
  }

  /** Those known so far. */
  get neighbours(): ReadonlySignal<readonly Neighbour[]> {
    return this.#neighbours;
  }

  /** How many there are; `null` where that is not known. */
  get total(): ReadonlySignal<number | null> {
    return this.#total;
  }

  /** Whether there are more. */
  get state(): ReadonlySignal<PageState> {
    return this.#state;
  }

  /** Asks for the next page; gives what it shows, or `null`. */
  async more(): Promise<Part | null> {
    const { kind } = this.#state.peek();
    if (kind === "loading" || kind === "end" || kind === "full") return null;
    this.#state.value = { kind: "loading" };
    const at = this.#clock();
    const answer = await this.#get<GraphNeighbourhood>(
      this.#addresses.vertex(this.id, {
        limit: PAGE_SIZE,
        ...this.#cursor === undefined ? {} : { cursor: this.#cursor },
      }),
    );
    if (this.#isStopped) return null;
    if (!answer.ok) {
      this.#state.value = { kind: "failed", detail: answer.problem.detail };
      return null;
    }
    this.#take(answer.body);
    return partOf(answer.body, at);
  }

  /** Nobody looks any more. */
  stop(): void {
    this.#isStopped = true;
  }

  #take({ vertex, neighbours, next_cursor }: GraphNeighbourhood): void {
    const isFirst = this.#cursor === undefined;
    this.#cursor = next_cursor ?? undefined;
    const known = [...this.#neighbours.peek(), ...neighbours];
    batch(() => {
      this.#vertex.value = vertex;
      this.#neighbours.value = known;
      if (next_cursor === null) {
        this.#total.value = known.length;
        this.#state.value = { kind: "end" };
      } else {
        const isFull = known.length >= MOST_LISTED;
        this.#state.value = { kind: isFull ? "full" : "more" };
      }
    });
    if (isFirst && next_cursor !== null) this.#count(vertex);
  }

  /** How many edges it has is told where it is found by its name. */
  async #count({ id, label, properties }: GraphVertex): Promise<void> {
    const { name, chat, user, date } = properties;
    const q = String(name ?? chat ?? user ?? date ?? "").slice(0, 128);
    const answer = await this.#get<GraphVertices>(
      this.#addresses.search({ label, q, limit: 1 }),
    );
    const [found] = answer.ok ? answer.body.vertices : [];
    if (this.#isStopped || found?.vertex.id !== id) return;
    this.#total.value ??= found.degree;
  }
}

/** What a page of neighbours shows. */
export function partOf(
  { vertex, neighbours }: Pick<GraphNeighbourhood, "vertex" | "neighbours">,
  at: number,
): Part {
  return {
    at,
    vertices: [{ vertex }, ...neighbours.map(({ vertex }) => ({ vertex }))],
    edges: neighbours.map(({ edge }) => edge),
  };
}
