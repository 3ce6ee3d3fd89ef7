/**
 * `deno task enrich`: NDJSON messages on standard input, one line of enrichment
 * each on standard output, in order. A line that is no message gives a line
 * with its error in its place; the rest goes on, and the exit code is 1.
 * @module
 */
import { Message } from "@/lib/models/mod.ts";
import { z } from "zod";
import { createEnricher, type Enricher } from "./enricher.ts";
import { type Direction, factsOf } from "./facts.ts";
import { type Line, readLines } from "./lines.ts";

/** A line of input: a message, or what is wrong with it. */
type Parsed =
  | { ok: true; id: unknown; message: Message }
  | { ok: false; error: string };

const WireId = z.looseObject({ id: z.union([z.string(), z.number()]) });

function parse(line: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, error: "not JSON" };
  }
  const message = Message.safeParse(value);
  if (!message.success) {
    const issue = message.error.issues[0];
    const path = issue?.path.join(".") ?? "";
    return {
      ok: false,
      error: `${path === "" ? "message" : path}: ${
        issue?.message ?? "not a message"
      }`,
    };
  }
  // The id goes out as it came in, a number as a number.
  const id = WireId.safeParse(value);
  return {
    ok: true,
    id: id.success ? id.data.id : message.data.id,
    message: message.data,
  };
}

/** Inbound where nothing says otherwise. */
function directionOf(message: Message): Direction {
  const outbound = message.is_creator ?? (message.is_inbound === false);
  return outbound ? "outbound" : "inbound";
}

/** The line of output for a line of input, and whether that was a message. */
function enrichLine(
  enricher: Enricher,
  { number, text }: Line,
): { ok: boolean; json: string } {
  const parsed: Parsed = text === null
    ? { ok: false, error: "line too long" }
    : parse(text);
  if (!parsed.ok) {
    const json = JSON.stringify({
      id: null,
      error: parsed.error,
      line: number,
    });
    return { ok: false, json };
  }
  const { id, message } = parsed;
  const { sentiment, topics, actions } = enricher.enrichMessage(
    factsOf(message, directionOf(message)),
  );
  return { ok: true, json: JSON.stringify({ id, sentiment, topics, actions }) };
}

/**
 * Enriches NDJSON from `input` to `output`, waiting for the output before it
 * reads on; memory does not grow with the input. Returns whether every line
 * was a message. Empty lines are passed over.
 */
export async function enrichStream(
  input: ReadableStream<Uint8Array>,
  output: WritableStream<Uint8Array>,
): Promise<boolean> {
  const enricher = createEnricher();
  const encoder = new TextEncoder();
  const writer = output.getWriter();
  let allGood = true;
  for await (const lines of readLines(input)) {
    let out = "";
    for (const line of lines) {
      if (line.text?.trim() === "") continue;
      const { ok, json } = enrichLine(enricher, line);
      allGood &&= ok;
      out += json + "\n";
    }
    if (out !== "") await writer.write(encoder.encode(out));
  }
  await writer.close();
  return allGood;
}

if (import.meta.main) {
  try {
    const allGood = await enrichStream(
      Deno.stdin.readable,
      Deno.stdout.writable,
    );
    Deno.exit(allGood ? 0 : 1);
  } catch (error) {
    // The reader of our output has seen enough (`… | head`).
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(0);
    throw error;
  }
}
