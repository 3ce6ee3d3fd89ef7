import type { MultiDirectedGraph } from "graphology";
import type { Scene } from "./scene.ts";

/** A place for a node. */
export interface Place {
  x: number;
  y: number;
  /** It had none before: this is only where it begins. */
  isNew: boolean;
}

/** Places that are remembered at most. */
const MOST_REMEMBERED = 20_000;
/** Turns that fill a disc evenly, in radians. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** How far from its neighbours a node begins. */
const NEAR = 40;
/** How far apart nodes begin that have no neighbours with a place. */
const SPIRAL = 12;

/** Where nodes were, also those that are hidden for a while. */
export class Places {
  readonly #known = new Map<string, { x: number; y: number }>();

  /** Remembers where the nodes of a graph are. */
  keep(graph: MultiDirectedGraph): void {
    if (this.#known.size > MOST_REMEMBERED) this.#known.clear();
    graph.forEachNode((id, { x, y }) => this.#known.set(id, { x, y }));
  }

  /**
   * A place for each node of a scene: where it was, else beside its neighbours
   * that have one, else on a spiral. The same scene gives the same places.
   */
  placesFor({ nodes, edges }: Scene): Place[] {
    const around = new Map<string, { x: number; y: number; count: number }>();
    const add = (id: string, other: string) => {
      const place = this.#known.get(other);
      if (place === undefined || this.#known.has(id)) return;
      const sum = around.get(id) ?? { x: 0, y: 0, count: 0 };
      around.set(id, {
        x: sum.x + place.x,
        y: sum.y + place.y,
        count: sum.count + 1,
      });
    };
    for (const { from, to } of edges) {
      add(from, to);
      add(to, from);
    }
    return nodes.map(({ id }, i) => {
      const known = this.#known.get(id);
      if (known !== undefined) return { ...known, isNew: false };
      const beside = around.get(id);
      const turn = i * GOLDEN_ANGLE;
      const distance = beside === undefined ? SPIRAL * Math.sqrt(i + 1) : NEAR;
      return {
        x: (beside ? beside.x / beside.count : 0) + distance * Math.cos(turn),
        y: (beside ? beside.y / beside.count : 0) + distance * Math.sin(turn),
        isNew: true,
      };
    });
  }
}
