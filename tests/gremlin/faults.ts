import { Random } from "@/lib/demo/random.ts";

/** What goes wrong with one request. */
export type Fault =
  /** It is not executed: the server asks for less work. */
  | { kind: "throttle"; retryAfter?: string }
  /** Another status of Cosmos DB's, before or after it was executed. */
  | { kind: "status"; code: number; isExecuted: boolean }
  /** The connection is cut, before or after it was executed. */
  | { kind: "cut"; isExecuted: boolean }
  /** Nothing is answered any more, on no connection, for so long if told. */
  | { kind: "silence"; ms?: number; isLost?: boolean };

/** A script that has come from a driver. */
export interface ProxiedRequest {
  text: string;
  bindings: Record<string, unknown>;
  /** Its place among all that came, from 0; those that log in are left out. */
  index: number;
}

/** Says what goes wrong with a request, if anything does. */
export type FaultPlan = (request: ProxiedRequest) => Fault | null;

/** The first request meets the first fault, and so on; then none. */
export function inOrder(...faults: (Fault | null)[]): FaultPlan {
  return ({ index }) => faults[index] ?? null;
}

/** All faults that a client gets over by trying again. */
export const PASSING_FAULTS: readonly Fault[] = [
  { kind: "throttle", retryAfter: "00:00:00.0100000" },
  { kind: "status", code: 409, isExecuted: false },
  { kind: "status", code: 409, isExecuted: true },
  { kind: "status", code: 408, isExecuted: true },
  { kind: "status", code: 412, isExecuted: false },
  { kind: "cut", isExecuted: false },
  { kind: "cut", isExecuted: true },
];

/** A share of the requests, from 0 to 1, meets any one of `faults`. */
export function atRandom(
  options: { seed: number; share: number; faults?: readonly Fault[] },
): FaultPlan {
  const random = new Random(options.seed);
  return () => {
    if (!random.chance(options.share)) return null;
    return random.pick(options.faults ?? PASSING_FAULTS);
  };
}
