import type { Readiness } from "@/lib/models/service.ts";

/** What the service depends on, as it stands. */
export interface ServiceState {
  readiness: Readiness;
  /** Whether other instances are reached by Redis. */
  hasRedis: boolean;
  /** Whether a server keeps a copy of the graph. */
  hasCopy: boolean;
}

/** How one of these stands, in words. */
export interface PartWords {
  name: string;
  /** `null`: it is not used. */
  tone: "good" | "busy" | "bad" | null;
  /** In a few words. */
  state: string;
  /** What that means. */
  note: string;
}

/** How everything stands that the service depends on, in words. */
export function serviceWords(
  { readiness: { kv, bus, graph }, hasRedis, hasCopy }: ServiceState,
): PartWords[] {
  return [
    databaseWords(kv),
    busWords(bus, hasRedis),
    graphWords(graph, hasCopy),
  ];
}

function databaseWords(kv: Readiness["kv"]): PartWords {
  const name = "Database";
  return kv === "ok"
    ? {
      name,
      tone: "good",
      state: "Answers",
      note: "What was acknowledged is stored here.",
    }
    : {
      name,
      tone: "bad",
      state: "Does not answer",
      note: "Nothing can be read or stored until it does.",
    };
}

function busWords(bus: Readiness["bus"], hasRedis: boolean): PartWords {
  const name = "Redis";
  if (!hasRedis) {
    return {
      name,
      tone: null,
      state: "Not used",
      note: "One instance needs none; several do, with REDIS_URL.",
    };
  }
  return bus === "ok"
    ? {
      name,
      tone: "good",
      state: "Connected",
      note: "What one instance receives shows at all of them at once.",
    }
    : {
      name,
      tone: "bad",
      state: "Cannot be reached",
      note:
        "What other instances receive shows some seconds late; nothing is lost. It is tried again by itself.",
    };
}

function graphWords(graph: Readiness["graph"], hasCopy: boolean): PartWords {
  const name = "Graph server";
  if (!hasCopy) {
    return {
      name,
      tone: null,
      state: "Not used",
      note:
        "The graph is in the database; a server gets a copy with GREMLIN_URL.",
    };
  }
  return graph === "ok"
    ? { name, tone: "good", state: "Answers", note: "It keeps a copy." }
    : {
      name,
      tone: "bad",
      state: "Cannot be brought up to date",
      note:
        "The database answers instead. It is tried again by itself; nothing is lost.",
    };
}
