import type { MultiDirectedGraph } from "graphology";
import runLayout from "graphology-layout-forceatlas2/webworker.js";

/** Numbers per node and edge of the worker's arrays. */
const NODE_NUMBERS = 10;
const EDGE_NUMBERS = 3;
/** Where in a node's numbers something is. */
const [X, Y, MASS, CONVERGENCE, SIZE, FIXED] = [0, 1, 6, 7, 8, 9];

/** Steps that are taken from an arrangement to a quiet one. */
const STEPS = 500;
/** Steps of a picture that is too large for so many. */
const STEPS_OF_LARGE = 150;
/** Steps where only some nodes find a place among others. */
const STEPS_OF_SOME = 300;
/** Last steps, in which nodes keep from standing on each other. */
const APART_STEPS = 150;
/** Nodes from which on forces are estimated. */
const LARGE = 800;

/**
 * Arranges a graph by ForceAtlas 2, in a worker: all of it, or only the nodes
 * that are `free`. The same graph is always arranged alike. Gives two numbers
 * for each node, in order. Call the returned function to stop.
 */
export function layOut(
  graph: MultiDirectedGraph,
  { free, onEnd }: {
    free: ReadonlySet<string> | null;
    onEnd(positions: Float32Array): void;
  },
): () => void {
  const { nodes, edges } = arraysOf(graph, free);
  const isLarge = graph.order > LARGE;
  const steps = free !== null
    ? STEPS_OF_SOME
    : isLarge
    ? STEPS_OF_LARGE
    : STEPS;
  const settings = {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: 1,
    // Few that are new stay near what they belong to.
    scalingRatio: free === null ? 400 : 110,
    strongGravityMode: true,
    gravity: 0.4,
    slowDown: 1 + Math.log(Math.max(1, graph.order)),
    barnesHutOptimize: isLarge,
    barnesHutTheta: 0.9,
  };
  const worker = startWorker();
  worker.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    worker.terminate();
    onEnd(positionsIn(data));
  };
  const question = {
    settings,
    steps,
    apart: isLarge ? 0 : APART_STEPS,
    nodes: nodes.buffer,
    edges: edges.buffer,
  };
  worker.postMessage(question, [nodes.buffer, edges.buffer]);
  return () => worker.terminate();
}

/**
 * The package's worker takes a step for each message. Around it stands one that
 * takes them all, and answers once. The page's policy allows blobs.
 */
function startWorker(): Worker {
  const code = `
    const inner = {
      addEventListener(_, listener) { this.step = listener; },
      postMessage({ nodes }) { this.nodes = nodes; },
    };
    (function (self) { (${runLayout}).call(self); })(inner);
    self.onmessage = ({ data: { settings, steps, apart, nodes, edges } }) => {
      inner.nodes = nodes;
      for (let left = steps; left > 0; left--) {
        settings.adjustSizes = left <= apart;
        inner.step({ data: { settings, nodes: inner.nodes, edges } });
      }
      self.postMessage(inner.nodes, [inner.nodes]);
    };`;
  const url = URL.createObjectURL(
    new Blob([code], { type: "text/javascript" }),
  );
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}

function arraysOf(
  graph: MultiDirectedGraph,
  free: ReadonlySet<string> | null,
) {
  const nodes = new Float32Array(graph.order * NODE_NUMBERS);
  const edges = new Float32Array(graph.size * EDGE_NUMBERS);
  const starts = new Map<string, number>();
  graph.forEachNode((id, { x, y, size }) => {
    const degree = graph.degree(id);
    const start = starts.size * NODE_NUMBERS;
    starts.set(id, start);
    nodes[start + X] = x;
    nodes[start + Y] = y;
    // So that what hangs on one edge alone stays near its other end.
    nodes[start + MASS] = 1 + degree / 2;
    nodes[start + CONVERGENCE] = 1;
    nodes[start + SIZE] = size;
    nodes[start + FIXED] = free === null || free.has(id) ? 0 : 1;
  });
  let start = 0;
  graph.forEachEdge((_, { pull }, from, to) => {
    const [a, b] = [starts.get(from) ?? 0, starts.get(to) ?? 0];
    edges.set([a, b, pull], start);
    start += EDGE_NUMBERS;
  });
  return { nodes, edges };
}

function positionsIn(buffer: ArrayBuffer): Float32Array {
  const nodes = new Float32Array(buffer);
  const count = nodes.length / NODE_NUMBERS;
  const positions = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    positions[2 * i] = nodes[i * NODE_NUMBERS + X] ?? 0;
    positions[2 * i + 1] = nodes[i * NODE_NUMBERS + Y] ?? 0;
  }
  return positions;
}
