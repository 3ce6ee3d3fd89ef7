import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { VertexLabel } from "@/lib/models/graph.ts";
import type { GraphVertices } from "@/lib/models/graph_answers.ts";
import type { Get } from "./opening.ts";
import type { GraphAddresses } from "./questions.ts";
import { type Names, vertexName } from "./words.ts";

/** Something that was found: a vertex by its id, and what it is called. */
export interface Hit {
  id: string;
  label: VertexLabel;
  name: string;
}

/** Who may be found by name: everybody the account has a chat with. */
export type People = () => Iterable<Hit>;

/** How far the search is. */
export type SearchState =
  | { kind: "idle" }
  | { kind: "looking" }
  | { kind: "found" }
  | { kind: "failed"; detail: string };

/** Hits that are listed at most. */
export const MOST_HITS = 12;
/** Topics and actions that titles are looked up in at most. */
const MOST_TITLED = 200;
/** While somebody types, nothing is asked for, ms. */
const PAUSE_MS = 150;

/**
 * Looks for vertices by what people call them. The service finds the beginnings
 * of names and ids; titles of topics and names of fans are looked through here.
 */
export class GraphSearch {
  readonly #get: Get;
  readonly #addresses: GraphAddresses;
  readonly #people: People;
  readonly #names: () => Names;
  readonly #hits = signal<readonly Hit[]>([]);
  readonly #state = signal<SearchState>({ kind: "idle" });
  #titled: readonly Hit[] | null = null;
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { get, addresses, people, names }: {
      get: Get;
      addresses: GraphAddresses;
      people: People;
      names: () => Names;
    },
  ) {
    this.#get = get;
    this.#addresses = addresses;
    this.#people = people;
    this.#names = names;
  }

  /** What was found, the best first. */
  get hits(): ReadonlySignal<readonly Hit[]> {
    return this.#hits;
  }

  /** Whether that is all. */
  get state(): ReadonlySignal<SearchState> {
    return this.#state;
  }

  /** Looks for a text, once nothing more is typed. */
  type(text: string): void {
    const asked = text.trim();
    if (asked === this.#asked) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    if (asked === "") {
      batch(() => {
        this.#hits.value = [];
        this.#state.value = { kind: "idle" };
      });
      return;
    }
    this.#state.value = { kind: "looking" };
    this.#timer = setTimeout(() => this.look(asked), PAUSE_MS);
  }

  /** Looks for a text at once. */
  async look(text: string): Promise<void> {
    this.#asked = text;
    const q = text.slice(0, 128);
    const [byStart, titled] = await Promise.all([
      this.#get<GraphVertices>(
        this.#addresses.search({ q: q.toLowerCase(), limit: MOST_HITS }),
      ),
      this.#titles(),
    ]);
    if (this.#asked !== text) return;
    if (!byStart.ok) {
      const { detail } = byStart.problem;
      this.#state.value = { kind: "failed", detail };
      return;
    }
    const named = ranked(text, [...titled, ...this.#people()]);
    const others = byStart.body.vertices.map(({ vertex }) => this.#hit(vertex));
    batch(() => {
      this.#hits.value = unique([...named, ...others]).slice(0, MOST_HITS);
      this.#state.value = { kind: "found" };
    });
  }

  /** Nobody looks any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asked = "";
  }

  /** Topics and actions by their titles, asked for once. */
  async #titles(): Promise<readonly Hit[]> {
    if (this.#titled !== null) return this.#titled;
    const answers = await Promise.all(
      (["Topic", "EngagementAction"] as const).map((label) =>
        this.#get<GraphVertices>(
          this.#addresses.search({ label, q: "", limit: MOST_TITLED }),
        )
      ),
    );
    const found = answers.flatMap((answer) =>
      answer.ok ? answer.body.vertices.map(({ vertex }) => vertex) : []
    );
    const titled = found.map((vertex) => this.#hit(vertex));
    if (answers.every(({ ok }) => ok)) this.#titled = titled;
    return titled;
  }

  #hit(vertex: GraphVertices["vertices"][number]["vertex"]): Hit {
    const { id, label } = vertex;
    return { id, label, name: vertexName(vertex, this.#names()) };
  }
}

/** Those whose names have the text: first where it begins the name. */
export function ranked(text: string, hits: Iterable<Hit>): Hit[] {
  const sought = text.toLocaleLowerCase("en");
  const found: { hit: Hit; at: number }[] = [];
  for (const hit of hits) {
    const at = hit.name.toLocaleLowerCase("en").indexOf(sought);
    if (at >= 0) found.push({ hit, at });
  }
  return found
    .toSorted((a, b) =>
      a.at - b.at || a.hit.name.length - b.hit.name.length ||
      (a.hit.name < b.hit.name ? -1 : 1)
    )
    .slice(0, MOST_HITS)
    .map(({ hit }) => hit);
}

function unique(hits: readonly Hit[]): Hit[] {
  const ids = new Set<string>();
  return hits.filter(({ id }) => !ids.has(id) && ids.add(id));
}
