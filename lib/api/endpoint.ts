import type { z } from "zod";

/** The type of an answer that is a stream: a line for each value. */
export const NDJSON = "application/x-ndjson";

/** What an endpoint answers with a status. */
export interface Answer {
  /** What it means. */
  description: string;
  /** The body; without one, there is none. */
  schema?: z.ZodType;
  /** An example of it; default: the schema's. */
  example?: unknown;
  /** The body's content type; default: `application/json`. */
  type?: string;
  /** Headers that come with it, and what they say. */
  headers?: Readonly<Record<string, string>>;
}

/** One method of one address, as the REST API describes it. */
export interface Endpoint {
  /** Its name in generated clients, such as `listConversations`. */
  operationId: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Its address, with names in braces: `/api/v1/conversations/{id}`. */
  path: string;
  /** What it does, in a few words. */
  summary: string;
  /** What else there is to know; Markdown. */
  description?: string;
  /** Who may ask: anybody, whoever is signed in, or an Agent with its token. */
  access: "open" | "session" | "agent";
  /**
   * Parameters, as the route reads them: those whose names are in the path stand
   * there, the others in the query.
   */
  parameters?: z.ZodObject;
  /** The body that it takes, as the route reads it. */
  body?: z.ZodObject;
  /** By status. */
  answers: Readonly<Record<number, Answer>>;
  /**
   * When it answers with a problem, by status; what has parameters or a body
   * gives 400 as well, and what needs a session or a token 401.
   */
  problems?: Readonly<Record<number, string>>;
  /** Whether it answers in `text/csv` too. */
  csv?: boolean;
}

/** Endpoints that belong together. */
export interface EndpointGroup {
  /** What they are about, in a word or two. */
  tag: string;
  description: string;
  endpoints: readonly Endpoint[];
}

/** The names in a path: `"id"` of `/topics/{id}`. */
type NameIn<P extends string> = P extends `${string}{${infer N}}${infer R}`
  ? N | NameIn<R>
  : never;

/** An endpoint whose parameters have every name of its path. */
type EndpointAt<P extends string> =
  & Omit<Endpoint, "path" | "parameters">
  & { path: P }
  & ([NameIn<P>] extends [never] ? { parameters?: z.ZodObject }
    : { parameters: z.ZodObject & { shape: Record<NameIn<P>, z.ZodType> } });

/** An endpoint; every name of its path must be among its parameters. */
export function defineEndpoint<P extends string>(
  endpoint: EndpointAt<P>,
): Endpoint {
  return endpoint;
}

/** The names in an endpoint's path, in their order. */
export function pathNames({ path }: Endpoint): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/** When an endpoint answers with a problem, by status, also where it is plain. */
export function problemsOf(endpoint: Endpoint): Record<number, string> {
  const { parameters, body, access, csv } = endpoint;
  const problems: Record<number, string> = {};
  const isChecked = parameters !== undefined || body !== undefined;
  if (isChecked) problems[400] = body === undefined ? BAD_PARAMETER : BAD_BODY;
  if (access === "session") problems[401] = "Nobody is signed in.";
  if (access === "agent") problems[401] = "No Agent has that token.";
  if (csv) problems[406] = "Neither JSON nor CSV is wanted.";
  return { ...problems, ...endpoint.problems };
}

const BAD_PARAMETER =
  "A parameter is not allowed; `detail` says which, and what is.";
const BAD_BODY =
  "The body does not fit; `errors` says where, and what is allowed.";

/**
 * Whether answers come with an `ETag`, so that they need not be sent twice. The
 * graph changes with every message, and a stream has none.
 */
export function isRevalidated({ method, path, answers }: Endpoint): boolean {
  return method === "GET" && path.startsWith("/api/") &&
    !path.startsWith("/api/v1/graph") && answers[200]?.type !== NDJSON;
}
