import { CloseCode } from "@/lib/models/mod.ts";

/** Close codes and words for connections that are not served, or no longer. */
export const REFUSALS = {
  unauthenticated: {
    code: CloseCode.NotAuthenticated,
    reason: "Not authenticated: sign in, or pair the Agent again.",
  },
  forbidden: {
    code: CloseCode.NotYourAccount,
    reason: "This is not your account.",
  },
  restart: {
    code: CloseCode.ServiceRestart,
    reason: "The service is restarting: please reconnect.",
  },
} as const;

/** Why a connection is not served. */
export type Refusal = keyof typeof REFUSALS;
