import { type Context, HttpError } from "fresh";
import type {
  Answer,
  InsightAnswers,
  NoAnswer,
} from "@/lib/brain/insight_answers.ts";
import type { State } from "@/lib/define.ts";
import { type AccountId, MAX_INSIGHT_DAYS } from "@/lib/models/mod.ts";
import {
  badParameter,
  NO_CONVERSATION,
  type Problem,
  problem,
  type Query,
} from "@/lib/problem.ts";
import { type Form, responseIn, wantedForm } from "@/lib/representation.ts";
import { readRequest } from "@/lib/request.ts";
import type { z } from "zod";

/** How a request is answered. */
export interface InsightQuestion<A extends object> {
  /** Asks for the account's figures. */
  ask(insights: InsightAnswers, account: AccountId): Promise<Answer<A>>;
  /** Whether dashboards are told the figures of this moment. */
  broadcast?: boolean;
  /** The answer as a table; default: it is none. */
  csv?: Form<A>;
  /** The cursor of the page after the answer's, where there are pages. */
  nextCursor?(answer: A): string | null;
}

/** Characters that are said of a name that nobody knows. */
const MAX_NAME = 40;

/**
 * Reads a request's query and path as `schema` has them. A parameter that there
 * is not is refused, and so is one that is given twice: a mistake would give the
 * figures of other days.
 */
export function readInsightRequest<T>(
  ctx: Context<State>,
  schema: z.ZodType<T> & Pick<z.ZodObject, "shape">,
): Query<T> {
  const { url: { searchParams }, params } = ctx;
  const allowed = Object.keys(schema.shape)
    .filter((name) => !Object.hasOwn(params, name));
  const names = [...searchParams.keys()];
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    const shown = unknown.slice(0, MAX_NAME).toWellFormed();
    const known = allowed.length === 0 ? "none" : allowed.join(", ");
    const detail = `There is no parameter "${shown}"; there is ${known}.`;
    return { ok: false, problem: badParameter(detail) };
  }
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    const detail = `${twice} is given more than once.`;
    return { ok: false, problem: badParameter(detail) };
  }
  return readRequest(ctx, schema);
}

/**
 * Asks for figures and answers with them as the request wants it; with a problem
 * where there is no answer, or none in a form that is wanted.
 */
export async function answerOfInsights<A extends object>(
  ctx: Context<State>,
  { ask, broadcast = false, csv, nextCursor }: InsightQuestion<A>,
): Promise<Response> {
  const { brain, session } = ctx.state;
  if (session === null) throw new HttpError(401);
  const { accountId } = session;
  const wanted = wantedForm(ctx, csv);
  if (!wanted.ok) return wanted.response;
  const asked = await ask(brain.insights, accountId);
  if (!asked.ok) return problem(PROBLEMS[asked.why]);
  if (broadcast) await brain.broadcastAnalyticsUpdate(accountId);
  const { answer } = asked;
  const cursor = nextCursor?.(answer) ?? null;
  return await responseIn(ctx, answer, wanted.form, { cursor });
}

const PROBLEMS: Record<NoAnswer, Problem> = {
  range: badParameter(
    `end_date is after start_date, by at most ${MAX_INSIGHT_DAYS} days; without one it is the end of this day.`,
  ),
  creator: badParameter(
    "creator_id is the id of one of the account's creators.",
  ),
  cursor: badParameter(
    "cursor is the next_cursor of a page before, with the same parameters.",
  ),
  conversation: NO_CONVERSATION,
};
