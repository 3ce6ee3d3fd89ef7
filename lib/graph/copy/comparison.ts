import { VertexLabel } from "@/lib/models/mod.ts";
import type { SettledChange } from "../changes.ts";
import type { GraphScope, GraphStore, HomeVertex } from "../graph_store.ts";
import { ID_PREFIX } from "../ids.ts";
import { sameEmbedding, sameProperties } from "../properties.ts";
import { edgesOf } from "./marks.ts";
import type { CopyTarget } from "./target.ts";

/** Vertices that are compared at once, with the edges that they hold. */
const COMPARED_AT_ONCE = 200;
/** Ids that are listed at once to find vertices that are too many. */
const LISTED_AT_ONCE = 1_000;

/** In this order, every edge finds its other end when its home is written. */
const ORDER: readonly VertexLabel[] = [
  "Topic",
  "EngagementAction",
  "Creator",
  "Fan",
  "ConversationNode",
  "InteractionOutcome",
  "Day",
];

/** What comparing a creator's graph with its copy works with. */
export interface ComparisonContext {
  source: Pick<GraphStore, "read" | "listIds" | "counts">;
  target: CopyTarget;
  scope: GraphScope;
  /** The copy is known to be empty. */
  isNew: boolean;
  /** Throws where what was just read may be of another dataset. */
  check(): Promise<void>;
  /** Whether the graph is as it was when the comparison began. */
  isUnchanged(): Promise<boolean>;
  write(changes: readonly SettledChange[]): Promise<void>;
}

/**
 * Makes a copy equal to a graph that goes on changing: what differs is written,
 * what is too many is removed, and the rest stays as it is, so that the copy is
 * never empty, and cheap to bring up to date. What changes meanwhile may be
 * missed: whoever notes those changes tells them afterwards.
 */
export async function makeEqual(context: ComparisonContext): Promise<void> {
  for (const label of ORDER) await compareLabel(context, label);
  if (!context.isNew) await removeSurplus(context);
}

async function compareLabel(
  context: ComparisonContext,
  label: VertexLabel,
): Promise<void> {
  const { source, target, scope, isNew, check, write } = context;
  const prefix = ID_PREFIX[label];
  let after = prefix;
  for (;;) {
    const listed = await source.listIds(scope, {
      after,
      limit: COMPARED_AT_ONCE,
    });
    const ids = listed.filter((id) => id.startsWith(prefix));
    if (ids.length > 0) {
      const ours = await source.read(scope, ids);
      await check();
      const theirs = isNew ? NOTHING : await target.read(scope, ids);
      await write(differences(ours, theirs));
    }
    const last = listed.at(-1);
    if (last === undefined || ids.length < COMPARED_AT_ONCE) return;
    after = last;
  }
}

const NOTHING: ReadonlyMap<string, HomeVertex> = new Map();

/** What makes `theirs` equal to `ours`, vertices that are too many apart. */
function differences(
  ours: ReadonlyMap<string, HomeVertex>,
  theirs: ReadonlyMap<string, HomeVertex>,
): SettledChange[] {
  const changes: SettledChange[] = [];
  for (const [id, { vertex }] of ours) {
    const other = theirs.get(id)?.vertex;
    const isSame = other !== undefined && other.label === vertex.label &&
      sameProperties(other.properties, vertex.properties) &&
      sameEmbedding(other.embedding, vertex.embedding);
    if (!isSame) changes.push({ kind: "vertex", vertex });
  }
  const [edges, others] = [edgesOf(ours), edgesOf(theirs)];
  for (const [key, edge] of edges) {
    const other = others.get(key);
    others.delete(key);
    if (other && sameProperties(other.properties, edge.properties)) continue;
    changes.push({ kind: "edge", edge });
  }
  for (const { from, label, to } of others.values()) {
    changes.push({ kind: "removeEdge", from, label, to });
  }
  return changes;
}

/** Removes vertices that only the copy has, with the edges that they hold. */
async function removeSurplus(context: ComparisonContext): Promise<void> {
  const { source, target, scope, check, write } = context;
  // All that is here is there by now: where there are as many, there are no more.
  if (await hasSameCounts(context) && await context.isUnchanged()) return;
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await target.listIds(scope, {
      after,
      limit: LISTED_AT_ONCE,
    });
    const known = await source.read(scope, ids);
    await check();
    const surplus = ids.filter((id) => !known.has(id));
    if (surplus.length > 0) {
      const held = await target.read(scope, surplus);
      await write([
        ...[...edgesOf(held).values()].map(({ from, label, to }) => ({
          kind: "removeEdge" as const,
          from,
          label,
          to,
        })),
        ...surplus.map((id) => ({ kind: "removeVertex" as const, id })),
      ]);
    }
    after = ids.at(-1) ?? null;
    if (after === null || ids.length < LISTED_AT_ONCE) return;
  }
}

async function hasSameCounts(
  { source, target, scope }: ComparisonContext,
): Promise<boolean> {
  const ours = await source.counts(scope);
  const theirs = await target.counts(scope);
  return VertexLabel.options.every((label) =>
    (ours.vertices[label] ?? 0) === (theirs.vertices[label] ?? 0)
  );
}
