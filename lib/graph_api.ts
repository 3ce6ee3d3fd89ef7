import { type Context, HttpError } from "fresh";
import type { Brain } from "@/lib/brain.ts";
import type { AskGraph } from "@/lib/brain/graph_views.ts";
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
import {
  askedRange,
  type Calendar,
  calendarOf,
  rangeDates,
  timesOf,
} from "@/lib/insights/mod.ts";
import {
  type AccountId,
  type DayRange,
  type GraphCopy,
  type GraphOverview,
  type GraphQuery,
  type GraphRangeQuery,
  type GraphRefused,
  MAX_GRAPH_DAYS,
  type TimeRange,
} from "@/lib/models/mod.ts";
import { badParameter, problem } from "@/lib/problem.ts";

/** How a request is answered. */
export interface GraphQuestion<A> {
  /** Asks the creator's graph. */
  ask: AskGraph<A | Unanswerable>;
  /** What there is before anything is stored. */
  nothing: A | Unanswerable;
}

/** The days that are asked for are none, or too many. */
class NoSuchDays {
  readonly isRefused = true;
}

/** Why a question to a graph has no answer. */
type Unanswerable = NoSuchVertex | NoSuchDays;

/** Days that are asked for, and the time that they last. */
export interface AskedDays {
  days: DayRange;
  times: TimeRange;
}

/** Characters of what a server says of a change that it refuses. */
const MAX_SAID = 500;

/**
 * Asks the graph of the creator that is named, or of the first one, and answers
 * with that and its source; with a problem where there is no such creator or
 * vertex, or no such days, or the cursor is not one.
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
    if (answer instanceof NoSuchVertex) return noVertex(answer);
    return answer instanceof NoSuchDays
      ? problem(badParameter(NO_DAYS))
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
 * Answers with a figure of the days that are asked for, which are those of the
 * calendar by which the graph's days are counted, or with a problem where they
 * are none, or too many.
 */
export async function answerOfDays<A extends object>(
  ctx: Context<State>,
  query: GraphRangeQuery,
  { ask, nothing }: {
    ask(graph: GraphStore, scope: GraphScope, asked: AskedDays): Promise<A>;
    nothing: A;
  },
): Promise<Response> {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const now = Date.now();
  const answerBy = async (
    calendar: Calendar,
    answer: (asked: AskedDays) => A | Promise<A>,
  ) => {
    const options = { now, calendar, maxDays: MAX_GRAPH_DAYS };
    const days = askedRange(query, options);
    if (days === null) return new NoSuchDays();
    return {
      range: rangeDates(days, calendar),
      ...await answer({ days, times: timesOf(days, calendar) }),
    };
  };
  const zone = await brain.figuresZone(session.accountId);
  return await answerOfGraph(ctx, query, {
    ask: (graph, scope, calendar) =>
      answerBy(calendar, (asked) => ask(graph, scope, asked)),
    nothing: await answerBy(calendarOf(zone), () => nothing),
  });
}

const NO_DAYS =
  `end_date is after start_date, by at most ${MAX_GRAPH_DAYS} days; without one it is the end of this day.`;

/** What the graphs of all creators hold together, and how their copy stands. */
export async function overviewOf(
  brain: Brain,
  account: AccountId,
): Promise<GraphOverview> {
  const { creators } = await brain.ingest.head(account);
  const { counts, copy } = await brain.graph.state(account);
  return {
    source: "embedded",
    counts,
    creators,
    copy: copy && copyAnswer(copy),
    usage: usageAnswer(brain.graphMetrics),
  };
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
