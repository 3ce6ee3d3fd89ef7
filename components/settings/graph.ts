import { count, counted } from "@/components/wording/number.ts";
import { dateTime } from "@/components/wording/time.ts";
import type {
  GraphCopy,
  GraphOverview,
  GraphRefused,
} from "@/lib/models/graph_answers.ts";
import type { GraphCounts } from "@/lib/models/insights.ts";

/** What the section of the graph shows. */
export interface GraphPanel {
  counts: GraphCounts;
  /** `null`: there is no copy on a server. */
  copy: GraphCopy | null;
  /** What this instance has asked of the server since it started. */
  usage: GraphOverview["usage"];
  /** Whether the copy was just asked to be compared. */
  isAsked: boolean;
}

/** A number and what it counts. */
export interface GraphFigure {
  name: string;
  value: number;
}

/** How the copy stands, in words. */
export interface CopyWords {
  tone: "good" | "busy" | "bad";
  /** In a few words. */
  state: string;
  /** What there is to know beside it. */
  notes: string[];
}

/** What a refused change is of. */
export interface ChangeWords {
  kind: string;
  name: string;
}

/** As far as what waits or is refused is counted. */
const COUNTED = 1_000;

const FIGURES: readonly [label: string, name: string][] = [
  ["Creator", "Creators"],
  ["Fan", "Fans"],
  ["ConversationNode", "Conversations"],
  ["Topic", "Topics"],
  ["EngagementAction", "Actions"],
  ["InteractionOutcome", "Outcomes"],
  ["Day", "Days"],
];

/** What stands before the colon of an id, in words. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["fan", "Fan"],
  ["creator", "Creator"],
  ["conversation", "Conversation"],
  ["topic", "Topic"],
  ["action", "Action"],
  ["outcome", "Outcome"],
  ["day", "Day"],
]);

/** What the graph holds; the creator only if there are several. */
export function graphFigures({ vertices, edges }: GraphCounts): GraphFigure[] {
  const figures = FIGURES.flatMap(([label, name]) => {
    const value = vertices[label] ?? 0;
    return label === "Creator" && value < 2 ? [] : [{ name, value }];
  });
  const connections = Object.values(edges).reduce((sum, n) => sum + n, 0);
  return [...figures, { name: "Connections", value: connections }];
}

/** How the copy stands, in words. */
export function copyWords(
  { state, waiting, refused, failure }: GraphCopy,
): CopyWords {
  const waits = waiting === 0 ? [] : [`${upTo(waiting, "change")} waiting`];
  if (failure !== null) {
    const since = dateTime(Date.parse(failure.since));
    return {
      tone: "bad",
      state: `Cannot be brought up to date since ${since}`,
      notes: [
        failure.message,
        "It is tried again by itself; until then the built-in database answers.",
        ...waits,
      ],
    };
  }
  switch (state) {
    case "comparing":
      return {
        tone: "busy",
        state: "Being compared with the built-in database",
        notes: ["Until that is done, the built-in database answers."],
      };
    case "behind":
      return { tone: "busy", state: waits[0] ?? "Catching up", notes: [] };
    default:
      return refused === 0
        ? { tone: "good", state: "Up to date", notes: [] }
        : {
          tone: "busy",
          state: "Up to date, except for what the server refuses",
          notes: [],
        };
  }
}

/** What this instance has asked of the server, in words. */
export function usageWords(
  { requests, request_units }: NonNullable<GraphPanel["usage"]>,
): string {
  return `${counted(requests, "request")} and ${
    counted(Math.round(request_units), "request unit")
  } since this instance started`;
}

/** What a refused change is of. */
export function changeWords(
  { vertex, edge }: GraphRefused["refused"][number],
): ChangeWords {
  if (edge !== undefined) {
    return { kind: "Connection", name: `${edge.from} → ${edge.to}` };
  }
  const id = vertex ?? "";
  return {
    kind: KINDS.get(id.slice(0, id.indexOf(":"))) ?? "Vertex",
    name: id,
  };
}

/** A count that ends at a bound: "3 changes", "1,000 or more changes". */
export function upTo(value: number, noun: string): string {
  return value < COUNTED
    ? counted(value, noun)
    : `${count(COUNTED)} or more ${noun}s`;
}
