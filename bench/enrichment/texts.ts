import { z } from "zod";
import { generateDemo } from "@/lib/demo/generator.ts";
import { ROOT } from "../processes.ts";

/** Where texts lie that people wrote, beside the project. */
const DATA = `${ROOT}/../shared/data`;

/** Of two sides: "U" asks, "S" serves. */
const conversation = z.object({
  turns: z.array(z.tuple([z.string(), z.string()])),
});

const CONVERSATIONS = "conversations-dev.jsonl.gz";
const SEED = 1;
const NOW = Date.UTC(2025, 0, 31);

/** One thing that one of the two sides says. */
export type Turn = z.output<typeof conversation>["turns"][number];

/** The folder of texts that people wrote; `null` where it is not there. */
export async function textsFolder(): Promise<string | null> {
  try {
    return (await Deno.stat(DATA)).isDirectory ? DATA : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/**
 * The first `count` turns of a folder's conversations, which people wrote;
 * `null` if they are not there.
 */
export async function writtenTexts(
  folder: string | null,
  count: number,
): Promise<string[] | null> {
  const conversations = await writtenConversations(folder);
  return conversations && conversations.flat().map(([, text]) => text)
    .slice(0, count);
}

/** A folder's conversations, which people wrote; `null` if they are not there. */
export async function writtenConversations(
  folder: string | null,
): Promise<Turn[][] | null> {
  if (folder === null) return null;
  const file = await openFile(`${folder}/${CONVERSATIONS}`);
  if (file === null) return null;
  const lines = await new Response(
    file.readable.pipeThrough(new DecompressionStream("gzip")),
  ).text();
  return lines.split("\n").filter((line) => line !== "")
    .map((line) => conversation.parse(JSON.parse(line)).turns);
}

/** Texts of `count` chat messages that are always the same. */
export function generatedTexts(count: number): string[] {
  return generateDemo({ seed: SEED, now: NOW, messages: count }).messages
    .map(({ text }) => text);
}

async function openFile(path: string): Promise<Deno.FsFile | null> {
  try {
    return await Deno.open(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
