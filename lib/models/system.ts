import { z } from "zod";
import { AccountId } from "./ids.ts";

/** A user's state revision: grows by one with each change and never skips. */
export const Revision = z.int().min(0).meta({
  description: "Grows by one with each change of the account's state",
  examples: [118],
});
export type Revision = z.output<typeof Revision>;

/** Who is at the other end of a connection. */
export const ClientType = z.enum(["extension", "frontend"]).meta({
  description: "Who is at the other end: an Agent or a Bridge",
  examples: ["extension"],
});
export type ClientType = z.output<typeof ClientType>;

/** First frame of every connection. */
export const ConnectionInfo = z.object({
  version: z.string(),
  clientType: ClientType,
  userId: AccountId,
  statusMessage: z.string(),
}).meta({
  description: "Confirms a connection",
  examples: [{
    version: "1.1.0",
    clientType: "frontend",
    userId: "u_4f2a9c",
    statusMessage: "Connected",
  }],
});
export type ConnectionInfo = z.output<typeof ConnectionInfo>;

/** Where an account stands between its first snapshot and live operation. */
export const AccountStatus = z.enum([
  "AWAITING_SNAPSHOT",
  "PROCESSING_SNAPSHOT",
  "REALTIME",
  "DEGRADED",
  "ERROR",
]).meta({
  description: "Where the account stands, in a word",
  examples: ["REALTIME"],
});
export type AccountStatus = z.output<typeof AccountStatus>;

/** How far a snapshot has come. */
export const Progress = z.object({
  done: z.int().min(0),
  total: z.int().min(0),
}).meta({
  description: "Records of the snapshot",
  examples: [{ done: 1200, total: 3000 }],
});
export type Progress = z.output<typeof Progress>;

/** The account's state in a word, and why. */
export const SystemStatus = z.object({
  status: AccountStatus,
  detail: z.string().optional(),
  progress: Progress.optional(),
}).meta({
  description: "State of the account's processing",
  examples: [{
    status: "PROCESSING_SNAPSHOT",
    progress: { done: 1200, total: 3000 },
  }],
});
export type SystemStatus = z.output<typeof SystemStatus>;

/** What went wrong with a frame, or on the server. */
export const WssError = z.object({
  errorMessage: z.string(),
  code: z.string(),
  detail: z.string().optional(),
}).meta({
  description: "An error that the other side should know of",
  examples: [{
    errorMessage: "The frame does not fit its schema.",
    code: "validation_error",
    detail: "payload.message.id: required",
  }],
});
export type WssError = z.output<typeof WssError>;

/** A sign of life every 20 s; empty, or with a timestamp of any kind. */
export const KeepalivePayload = z.looseObject({
  timestamp: z.unknown().optional(),
}).meta({
  description: "A sign of life, every 20 s",
  examples: [{}],
});
export type KeepalivePayload = z.output<typeof KeepalivePayload>;
