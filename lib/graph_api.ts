import { type Context, HttpError } from "fresh";
import type { State } from "@/lib/define.ts";
import {
  type CopyStatus,
  type GraphScope,
  type GraphStore,
  type GremlinMetrics,
  InvalidCursor,
  type RefusedChange,
} from "@/lib/graph/mod.ts";
import { NoSuchVertex } from "@/lib/graph_explorer.ts";
import { DEFAULT_RANGE_DAYS, rangeDates } from "@/lib/insights/mod.ts";
import {
  DAY_MS,
  dayOf,
  type DayRange,
  type GraphCopy,
  type GraphOverview,
  type GraphQuery,
  type GraphRangeQuery,
  type GraphRefused,
  MAX_GRAPH_DAYS,
} from "@/lib/models/mod.ts";
import { badParameter, problem } from "@/lib/problem.ts";

/** How a request is answered. */
export interface GraphQuestion<A> {
  /** Asks the creator's graph. */
  ask(graph: GraphStore, scope: GraphScope): Promise<A | NoSuchVertex>;
  /** What there is before anything is stored. */
  nothing: A | NoSuchVertex;
}

/** Characters of what a server says of a change that it refuses. */
const MAX_SAID = 500;

/**
 * Asks the graph of the creator that is named, or of the first one, and answers
 * with that and its source; with a problem where there is no such creator or
 * vertex, or the cursor is not one.
 */
export async function answerOfGraph<A extends object>(
  ctx: Context<State>,
  { creator_id }: GraphQuery,
  { ask, nothing }: GraphQuestion<A>,
): Promise<Response> {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId } = session;
  try {
    const asked = await brain.graph.ask(accountId, creator_id ?? null, ask);
    if (asked === null && creator_id !== undefined) {
      const { generation } = await brain.ingest.head(accountId);
      if (generation > 0) return problem(badParameter(NO_CREATOR));
    }
    const { source, answer } = asked ??
      { source: "embedded", answer: nothing };
    return answer instanceof NoSuchVertex
      ? noVertex(answer)
      : ctx.json({ source, ...answer });
  } catch (error) {
    if (error instanceof InvalidCursor) return problem(badParameter(NO_CURSOR));
    throw error;
  }
}

const NO_CREATOR = "creator_id is the id of one of the account's creators.";
const NO_CURSOR =
  "cursor is the next_cursor of a page before, with the same parameters.";

function noVertex({ parameter }: NoSuchVertex): Response {
  const detail = `${parameter} names no vertex of the graph.`;
  return problem({ status: 404, title: "Not found", detail });
}

/**
 * Answers with a figure of the days that are asked for, or with a problem where
 * they are none, or too many.
 */
export async function answerOfDays<A extends object>(
  ctx: Context<State>,
  query: GraphRangeQuery,
  { ask, nothing }: {
    ask(graph: GraphStore, scope: GraphScope, days: DayRange): Promise<A>;
    nothing: A;
  },
): Promise<Response> {
  const days = daysOf(query, Date.now());
  if (days === null) return problem(badParameter(NO_DAYS));
  const range = rangeDates(days);
  return await answerOfGraph(ctx, query, {
    ask: async (graph, scope) => ({
      range,
      ...await ask(graph, scope, days),
    }),
    nothing: { range, ...nothing },
  });
}

const NO_DAYS =
  `end_date is after start_date, by at most ${MAX_GRAPH_DAYS} days; without one it is the end of this day.`;

/** The whole UTC days that a range touches; `null` if they are none, or too many. */
function daysOf(
  { start_date, end_date }: GraphRangeQuery,
  now: number,
): DayRange | null {
  const to = end_date === undefined
    ? dayOf(now) + 1
    : Math.ceil(end_date / DAY_MS);
  const from = start_date === undefined
    ? to - DEFAULT_RANGE_DAYS
    : dayOf(start_date);
  return from < to && to - from <= MAX_GRAPH_DAYS ? { from, to } : null;
}

/** How a copy stands, as the REST API says it. */
export function copyAnswer({ failure, ...status }: CopyStatus): GraphCopy {
  return {
    ...status,
    failure: failure && {
      message: failure.message,
      since: new Date(failure.since).toISOString(),
    },
  };
}

/** What was asked of a server, as the REST API says it. */
export function usageAnswer(
  metrics: GremlinMetrics | null,
): GraphOverview["usage"] {
  return metrics && {
    requests: metrics.requests,
    request_units: metrics.requestCharge,
  };
}

/** A refused change, as the REST API says it. */
export function refusedAnswer(
  { id, creator, mark, refusal: { code, message }, at }: RefusedChange,
): GraphRefused["refused"][number] {
  return {
    id,
    creator_id: creator,
    ...typeof mark === "string"
      ? { vertex: mark }
      : { edge: { from: mark[0], label: mark[1], to: mark[2] } },
    code,
    message: message.slice(0, MAX_SAID).toWellFormed(),
    at: new Date(at).toISOString(),
  };
}
