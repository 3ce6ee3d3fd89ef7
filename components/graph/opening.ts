import type { GraphEdge, GraphVertex } from "@/lib/models/graph.ts";
import type {
  GraphEdges,
  GraphNeighbourhood,
  GraphVertices,
} from "@/lib/models/graph_answers.ts";
import type { Answer } from "@/components/live/request.ts";
import type { GraphAddresses } from "./questions.ts";
import { type SeenVertex, weightOf } from "./sight.ts";

/** Asks the REST API. */
export type Get = <T>(path: string) => Promise<Answer<T>>;

/** What the picture opens with: about 150 vertices at most. */
const CONVERSATIONS = 24;
const TOPICS = 16;
const ACTIONS = 8;
/** Of each conversation: its heaviest topics and actions, its main outcomes. */
const TOPICS_EACH = 5;
const ACTIONS_EACH = 2;
const OUTCOMES_EACH = 3;
/** Topics that actions aim at. */
const AIMS = 12;
/** Questions that are open at a time. */
const AT_ONCE = 4;

/** What the picture opens with, or why it cannot. */
export type Opening =
  | { ok: true; vertices: SeenVertex[]; edges: GraphEdge[] }
  | { ok: false; detail: string };

/**
 * The most connected conversations with their fans, the most connected topics
 * and actions with the strongest edges to them, and what came of it.
 */
export async function openingOf(
  get: Get,
  addresses: GraphAddresses,
): Promise<Opening> {
  const [conversations, topics, actions, aims] = await Promise.all([
    get<GraphVertices>(
      addresses.top({ label: "ConversationNode", limit: CONVERSATIONS }),
    ),
    get<GraphVertices>(addresses.top({ label: "Topic", limit: TOPICS })),
    get<GraphVertices>(
      addresses.top({ label: "EngagementAction", limit: ACTIONS }),
    ),
    get<GraphEdges>(addresses.edges({ label: "TARGETS_TOPIC", limit: AIMS })),
  ]);
  for (const answer of [conversations, topics, actions, aims]) {
    if (!answer.ok) return { ok: false, detail: answer.problem.detail };
  }
  if (!conversations.ok || !topics.ok || !actions.ok || !aims.ok) {
    throw new Error("Every answer was looked at");
  }
  const around = await eachOf(
    conversations.body.vertices,
    ({ vertex: { id } }) =>
      get<GraphNeighbourhood>(addresses.vertex(id, { limit: 200 })),
  );
  const main = [...topics.body.vertices, ...actions.body.vertices];
  const known = new Set(main.map(({ vertex: { id } }) => id));
  const vertices: SeenVertex[] = [...main, ...conversations.body.vertices];
  const edges = aims.body.edges.filter(({ from, to }) =>
    known.has(from) && known.has(to)
  );
  for (const answer of around) {
    if (!answer.ok) return { ok: false, detail: answer.problem.detail };
    for (const { edge, vertex } of chosen(answer.body.neighbours, known)) {
      vertices.push({ vertex });
      edges.push(edge);
    }
  }
  return { ok: true, ...withoutLoose({ vertices, edges }) };
}

/** Leaves out topics and actions that link nothing: they have one edge, or none. */
function withoutLoose(
  { vertices, edges }: { vertices: SeenVertex[]; edges: GraphEdge[] },
): { vertices: SeenVertex[]; edges: GraphEdge[] } {
  const degrees = new Map<string, number>();
  for (const id of edges.flatMap(({ from, to }) => [from, to])) {
    degrees.set(id, (degrees.get(id) ?? 0) + 1);
  }
  const loose = new Set(
    vertices.map(({ vertex }) => vertex).filter(({ id, label }) =>
      (label === "Topic" || label === "EngagementAction") &&
      (degrees.get(id) ?? 0) < 2
    ).map(({ id }) => id),
  );
  return {
    vertices: vertices.filter(({ vertex: { id } }) => !loose.has(id)),
    edges: edges.filter(({ from, to }) => !loose.has(from) && !loose.has(to)),
  };
}

/** A neighbour, and the edge to it. */
type Neighbour = GraphNeighbourhood["neighbours"][number];

/** Of a conversation's neighbours those that the picture opens with. */
export function chosen(
  neighbours: readonly Neighbour[],
  known: ReadonlySet<string>,
): Neighbour[] {
  const of = (label: GraphVertex["label"]) =>
    neighbours.filter(({ vertex }) => vertex.label === label);
  const heaviest = (label: GraphVertex["label"], limit: number) =>
    of(label).filter(({ vertex: { id } }) => known.has(id))
      .toSorted((a, b) => weightOf(b.edge) - weightOf(a.edge))
      .slice(0, limit);
  return [
    ...of("Fan"),
    ...heaviest("Topic", TOPICS_EACH),
    ...heaviest("EngagementAction", ACTIONS_EACH),
    ...of("InteractionOutcome").toSorted(byWorth).slice(0, OUTCOMES_EACH),
  ];
}

/** Money first, the most before less; then what came last. */
function byWorth({ vertex: a }: Neighbour, { vertex: b }: Neighbour): number {
  return numberOf(b, "amount") - numberOf(a, "amount") ||
    numberOf(b, "at") - numberOf(a, "at");
}

function numberOf({ properties }: GraphVertex, name: string): number {
  const value = properties[name];
  return typeof value === "number" ? value : 0;
}

/** Asks for each thing, a few at a time; answers in the order of the things. */
async function eachOf<T, R>(
  things: readonly T[],
  question: (thing: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  for (let i = 0; i < things.length; i += AT_ONCE) {
    const next = things.slice(i, i + AT_ONCE);
    answers.push(...await Promise.all(next.map(question)));
  }
  return answers;
}
