import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";
import { type Query, readParameters } from "@/lib/problem.ts";
import type { z } from "zod";

/** Reads a request's query and path as `schema` has them. */
export function readRequest<T>(
  ctx: Context<State>,
  schema: z.ZodType<T>,
): Query<T> {
  const query = Object.fromEntries(ctx.url.searchParams);
  return readParameters({ ...query, ...pathParameters(ctx) }, schema);
}

/**
 * What stands in the places of the route's parameters, decoded; `undefined`
 * where that cannot be.
 */
function pathParameters(
  { route, url }: Context<State>,
): Record<string, string | undefined> {
  // `ctx.params` leaves some characters encoded, among them the colon.
  const parts = url.pathname.split("/");
  const places = (route ?? "").split("/").flatMap((place, i) =>
    place.startsWith(":") ? [[place.slice(1), decoded(parts[i] ?? "")]] : []
  );
  return Object.fromEntries(places);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
