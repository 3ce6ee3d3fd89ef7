import { z } from "zod";
import type { BusMessage } from "./bus.ts";

const Revision = z.int().nonnegative();

const Message: z.ZodType<BusMessage> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("frames"),
    from: Revision,
    frames: z.array(z.string()),
  }),
  z.object({ kind: z.literal("replaced"), revision: Revision }),
  z.object({ kind: z.literal("passing"), frame: z.string() }),
  z.object({
    kind: z.literal("agent"),
    connection: z.string(),
    at: z.number(),
  }),
  z.object({ kind: z.literal("commands") }),
  z.object({ kind: z.literal("work") }),
  z.object({ kind: z.literal("lease_wanted"), by: z.string() }),
  z.object({ kind: z.literal("lease_free") }),
  z.object({ kind: z.literal("session_ended"), session: z.string() }),
  z.object({ kind: z.literal("agent_revoked"), agent: z.string() }),
]);

const Envelope = z.object({
  /** The bus that sends it. */
  origin: z.string().min(1).max(200),
  /** Counts what that bus has sent, on all channels; from 1. */
  n: z.int().positive(),
  message: Message,
});

/** A message as it goes over a link. */
export type Envelope = z.infer<typeof Envelope>;

/** An envelope, or why a text is none. */
export type Opened =
  | { ok: true; envelope: Envelope }
  | { ok: false; reason: "no JSON" | "no envelope"; error: Error };

/** The envelope as JSON; begins with `addressOf` its origin. */
export function seal({ origin, n, message }: Envelope): string {
  return `${addressOf(origin)}"n":${n},"message":${JSON.stringify(message)}}`;
}

/** How every sealed envelope of `origin` begins, and of nobody else. */
export function addressOf(origin: string): string {
  return `{"origin":${JSON.stringify(origin)},`;
}

/** Reads what came over a link, from whomever. */
export function open(text: string): Opened {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const error = new Error("The text is no JSON", { cause });
    return { ok: false, reason: "no JSON", error };
  }
  const parsed = Envelope.safeParse(json);
  return parsed.success
    ? { ok: true, envelope: parsed.data }
    : { ok: false, reason: "no envelope", error: parsed.error };
}
