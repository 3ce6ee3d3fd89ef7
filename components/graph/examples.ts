import type {
  EdgeLabel,
  GraphEdge,
  GraphVertex,
  VertexLabel,
} from "@/lib/models/graph.ts";
import type { Answer } from "@/components/live/request.ts";
import type { Get } from "./opening.ts";
import type { Names } from "./words.ts";

/** Names for tests: what the graph has, made readable. */
export const NAMES: Names = {
  topic: (name) => name.slice(0, 1).toUpperCase() + name.slice(1),
  person: (chat) => chat === "1" ? "Sam" : null,
  creator: (id) => id === "9" ? "Robin" : null,
};

const LABELS: Record<string, VertexLabel> = {
  fan: "Fan",
  conversation: "ConversationNode",
  topic: "Topic",
  action: "EngagementAction",
  outcome: "InteractionOutcome",
  day: "Day",
  creator: "Creator",
};

const OWN: Partial<Record<VertexLabel, string>> = {
  Fan: "user",
  ConversationNode: "chat",
  Creator: "user",
  Day: "date",
  InteractionOutcome: "kind",
};

/** A vertex for tests: its label and main property follow from its id. */
export function vertex(
  id: string,
  properties: GraphVertex["properties"] = {},
): GraphVertex {
  const [prefix = "", rest = ""] = id.split(":");
  const label = LABELS[prefix] ?? "Topic";
  return {
    id,
    label,
    properties: { [OWN[label] ?? "name"]: rest, ...properties },
  };
}

/** An edge for tests. */
export function edge(
  from: string,
  label: EdgeLabel,
  to: string,
  weight?: number,
): GraphEdge {
  return {
    from,
    label,
    to,
    properties: weight === undefined ? {} : { weight },
  };
}

/** A REST API for tests: bodies by address, and what was asked for. */
export function fakeApi(
  bodies: (path: string) => unknown,
): { get: Get; asked: string[] } {
  const asked: string[] = [];
  const get = <T>(path: string): Promise<Answer<T>> => {
    asked.push(path);
    const body = bodies(path);
    return Promise.resolve(
      body === undefined
        ? { ok: false, problem: { detail: `Nothing at ${path}` } }
        : { ok: true, body: body as T },
    );
  };
  return { get, asked };
}
