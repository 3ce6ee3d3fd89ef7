/**
 * A service with three accounts whose graphs are asked over REST.
 * @module
 */
import { expect } from "vitest";
import { AgentClient } from "@/lib/agent/client.ts";
import { generateDemo } from "@/lib/demo/generator.ts";
import {
  GraphEdge,
  GraphNeighbourhood,
  GraphVertex,
  GraphVertices,
  VertexLabel,
} from "@/lib/models/mod.ts";
import type { z } from "zod";
import { Account } from "../account.ts";
import { message } from "../records.ts";
import { databaseWith, type Service, startService } from "../service.ts";

/** Where the graph is asked. */
export const PATH = "/api/v1/graph";
/** Seed of the synthetic creator. */
export const SEED = 20_261_121;
/** Messages of the synthetic creator. */
export const MESSAGES = 500;

/** Ids of chats that mean something in addresses, or in ids of vertices. */
export const ODD = [
  "a|b~c",
  "ü ñ\u0301",
  "x/y?z#w%25%zz",
  "💬💬",
  "a:b@c",
  "+&=;,$",
  "~~",
  "in:out:",
  "<script>alert(1)</script>",
  "x".repeat(128),
  "語".repeat(100),
];

export let service: Service;
/** Has the synthetic creator's chats. */
export let robin: Account;
/** Has chats with odd ids. */
export let sam: Account;
/** Has no chats yet. */
export let kim: Account;
/** Everything in Robin's graph, as search and neighbourhoods show it. */
export let whole: Whole;

/** Starts the service; its accounts and what they hold are there afterwards. */
export async function start(): Promise<void> {
  const kvPath = await databaseWith("Robin", "Sam", "Kim");
  service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  sam = await Account.signIn(service, "Sam");
  kim = await Account.signIn(service, "Kim");
  await send(
    robin,
    generateDemo({
      seed: SEED,
      now: Date.now(),
      fans: 14,
      messages: MESSAGES,
    }),
  );
  await send(sam, {
    chats: ODD.map((id) => ({ id, withUser: { id, name: `Fan ${id}` } })),
    messages: ODD.map((id, i) => ({
      ...message(2 * i + 1, 1, "How was your trip to Rome?"),
      chat_id: id,
      fromUser: { id, name: "N".repeat(5_000) },
    })),
  });
  await robin.settled(MESSAGES);
  await sam.settled(ODD.length);
  whole = await readWhole(robin);
}

/** Sends a snapshot with the Agent's own client. */
export async function send(
  account: Account,
  snapshot: ReturnType<Parameters<AgentClient["sendSnapshot"]>[0]>,
): Promise<void> {
  const { token, ws_url: url } = await account.pair();
  const client = new AgentClient({ url, token });
  client.connect();
  await client.sendSnapshot(() => snapshot);
  await client.close();
}

export type Asked = Record<string, string | number | boolean | undefined>;

/** A path below the graph's, with a query. */
export function address(path: string, parameters: Asked = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `${PATH}${path}?${query}`;
}

/** The answer to a question, which must be of its schema and not be kept. */
export async function get<T>(
  account: Account,
  path: string,
  schema: z.ZodType<T>,
  parameters?: Asked,
): Promise<T> {
  const response = await account.ask(address(path, parameters));
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(body.source).toBe("embedded");
  return schema.parse(body);
}

export const vertexPath = (id: string) => `/vertices/${encodeURIComponent(id)}`;

/** A neighbourhood, page by page. */
export async function pages(
  account: Account,
  id: string,
  parameters: Asked,
): Promise<GraphNeighbourhood["neighbours"][]> {
  const all: GraphNeighbourhood["neighbours"][] = [];
  let cursor: string | undefined;
  do {
    const page: GraphNeighbourhood = await get(
      account,
      vertexPath(id),
      GraphNeighbourhood,
      { ...parameters, cursor },
    );
    expect(page.vertex.id).toBe(id);
    all.push(page.neighbours);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

export interface Whole {
  vertices: Map<string, GraphVertex & { degree: number }>;
  /** Each once. */
  edges: GraphEdge[];
}

export const nameOf = (
  { from, label, to }: Pick<GraphEdge, "from" | "label" | "to">,
) => `${from} ${label} ${to}`;

export async function readWhole(account: Account): Promise<Whole> {
  const vertices: Whole["vertices"] = new Map();
  const edges = new Map<string, GraphEdge>();
  for (const label of VertexLabel.options) {
    const found = await get(account, "/search", GraphVertices, {
      label,
      limit: 200,
    });
    for (const { vertex, degree } of found.vertices) {
      vertices.set(vertex.id, { ...vertex, degree });
    }
  }
  for (const id of vertices.keys()) {
    const all = await pages(account, id, { limit: 200, direction: "out" });
    for (const { edge } of all.flat()) edges.set(nameOf(edge), edge);
  }
  return { vertices, edges: [...edges.values()] };
}

export async function expectProblem(
  path: string,
  status: number,
  detail: RegExp,
  account = robin,
): Promise<void> {
  const response = await account.ask(path);
  const body = await response.json();
  expect(response.status, path).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(body).toMatchObject({
    status,
    detail: expect.stringMatching(detail),
  });
}

/** The first, as sorting that keeps the order of ties has it. */
export function top<T>(
  items: readonly T[],
  limit: number,
  by: (item: T) => number,
) {
  return items.toSorted((a, b) => by(b) - by(a)).slice(0, limit);
}

export const weightOf = ({ properties: { weight } }: GraphEdge) =>
  Number(weight ?? 1);
