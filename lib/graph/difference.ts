import type {
  ChatId,
  EdgeLabel,
  GraphVertex,
  Outcome,
} from "@/lib/models/mod.ts";
import { type GraphChange, weightedEdge } from "./changes.ts";
import {
  type ConversationFacts,
  mainVertices,
  outcomeVertex,
  sharedAction,
  sharedTopic,
  type SharedVertex,
} from "./conversation.ts";
import { type Counters, countOf } from "./counters.ts";
import { vertexIds } from "./ids.ts";
import { sameProperties } from "./properties.ts";

type Facts = ConversationFacts | null;

/**
 * What differs in the graph between two states of one conversation. A message
 * changes a few of a conversation's many counts: they are compared as numbers,
 * and ids, vertices and edges are made only of those that differ.
 */
export class ConversationDifference {
  /** Changed vertices that belong to the conversation. */
  readonly vertices: GraphChange[] = [];
  /** Vertices that it shares with others, and did not before. */
  readonly shared: SharedVertex[] = [];
  readonly edges: GraphChange[] = [];
  readonly removedEdges: GraphChange[] = [];
  readonly removedVertices: GraphChange[] = [];
  /** Shared vertices that it needs no more. */
  readonly removedShared: GraphChange[] = [];
  readonly #before: Facts;
  readonly #after: Facts;
  readonly #inPairs: ReadonlySet<string>;
  /** Shared vertices that only pairs name, as far as they were looked at. */
  readonly #onlyInPairs = new Set<string>();

  /** `inPairs` are the ids of shared vertices that pairs need now. */
  constructor(before: Facts, after: Facts, inPairs: ReadonlySet<string>) {
    this.#before = before;
    this.#after = after;
    this.#inPairs = inPairs;
    const chat = after?.chat ?? before?.chat;
    if (chat === undefined) return;
    const id = vertexIds.conversation(chat);
    this.#compareMain(id);
    this.#compareCounters(
      { id, label: "DISCUSS_TOPIC", vertexOf: sharedTopic },
      before?.topics ?? {},
      after?.topics ?? {},
    );
    this.#compareCounters(
      { id, label: "USES_ENGAGEMENT", vertexOf: sharedAction },
      before?.actions ?? {},
      after?.actions ?? {},
    );
    this.#compareOutcomes(chat, id);
  }

  /** Sees to the vertices of a pair of which there are `by` more, or fewer. */
  addPair(action: SharedVertex, topic: SharedVertex, by: number): void {
    for (const vertex of [action, topic]) {
      if (
        isCounted(this.#before, vertex) || isCounted(this.#after, vertex) ||
        this.#onlyInPairs.has(vertex.id)
      ) continue;
      if (by > 0) this.shared.push(vertex);
      else if (!this.#inPairs.has(vertex.id)) this.#releaseShared(vertex);
      else continue;
      this.#onlyInPairs.add(vertex.id);
    }
  }

  #compareMain(conversation: string): void {
    const old = this.#before === null ? [] : mainVertices(this.#before);
    const now = this.#after === null ? [] : mainVertices(this.#after);
    const label: EdgeLabel = "HAS_CONVERSATION";
    for (const vertex of now) {
      const { id } = vertex;
      const before = old.find((one) => one.id === id);
      if (before === undefined || !sameVertex(before, vertex)) {
        this.vertices.push({ kind: "vertex", vertex });
      }
      if (before === undefined && id !== conversation) {
        const edge = { from: id, label, to: conversation, properties: {} };
        this.edges.push({ kind: "edge", edge });
      }
    }
    for (const { id } of old) {
      if (now.some((one) => one.id === id)) continue;
      this.removedVertices.push({ kind: "removeVertex", id });
      if (id !== conversation) this.#removeEdge(id, label, conversation);
    }
  }

  #compareCounters<Name extends string>(
    { id, label, vertexOf }: {
      id: string;
      label: EdgeLabel;
      vertexOf: (name: Name) => SharedVertex;
    },
    before: Counters<Name>,
    after: Counters<Name>,
  ): void {
    for (const name in after) {
      const weight = countOf(after, name);
      const old = countOf(before, name);
      if (weight === 0 || weight === old) continue;
      const vertex = vertexOf(name);
      if (old === 0) this.shared.push(vertex);
      const edge = weightedEdge(id, label, vertex.id, weight);
      this.edges.push({ kind: "edge", edge });
    }
    for (const name in before) {
      if (countOf(before, name) === 0 || countOf(after, name) > 0) continue;
      const vertex = vertexOf(name);
      this.#removeEdge(id, label, vertex.id);
      if (!this.#inPairs.has(vertex.id)) this.#releaseShared(vertex);
    }
  }

  #compareOutcomes(chat: ChatId, conversation: string): void {
    const before = this.#before?.outcomes ?? [];
    const after = this.#after?.outcomes ?? [];
    if (before === after) return;
    const label: EdgeLabel = "RESULTS_IN_OUTCOME";
    const old = byEvidence(before);
    for (const [evidence, outcome] of byEvidence(after)) {
      const known = old.get(evidence);
      old.delete(evidence);
      if (known !== undefined && sameOutcome(known, outcome)) continue;
      const vertex = outcomeVertex(chat, outcome);
      if (known !== undefined) {
        this.vertices.push({ kind: "vertex", vertex });
        continue;
      }
      this.vertices.push(
        this.#before === null
          ? { kind: "vertex", vertex }
          : { kind: "vertex", vertex, isNew: true },
      );
      const to = vertex.id;
      const edge = { from: conversation, label, to, properties: {} };
      this.edges.push({ kind: "edge", edge });
    }
    for (const outcome of old.values()) {
      const id = vertexIds.outcome(chat, outcome);
      this.#removeEdge(conversation, label, id);
      this.removedVertices.push({ kind: "removeVertex", id });
    }
  }

  #removeEdge(from: string, label: EdgeLabel, to: string): void {
    this.removedEdges.push({ kind: "removeEdge", from, label, to });
  }

  #releaseShared({ id }: SharedVertex): void {
    this.removedShared.push({ kind: "removeVertex", id });
  }
}

/** Whether the conversation itself counts the topic or action. */
function isCounted(facts: Facts, { label, name }: SharedVertex): boolean {
  if (facts === null) return false;
  const counters: Counters = label === "Topic" ? facts.topics : facts.actions;
  return countOf(counters, name) > 0;
}

function sameVertex(a: GraphVertex, b: GraphVertex): boolean {
  return sameProperties(a.properties, b.properties);
}

/** Outcomes by what tells them apart, as {@linkcode vertexIds.outcome} does. */
function byEvidence(outcomes: readonly Outcome[]): Map<string, Outcome> {
  return new Map(outcomes.map((outcome) => {
    const { kind, date, message_id } = outcome;
    const evidence = message_id === undefined
      ? `${kind}@${Date.parse(date)}`
      : `${kind}:${message_id}`;
    return [evidence, outcome];
  }));
}

/** For two with the same evidence. */
function sameOutcome(a: Outcome, b: Outcome): boolean {
  return a.observed === b.observed && a.amount === b.amount &&
    (a.date === b.date || Date.parse(a.date) === Date.parse(b.date));
}
