/**
 * A load generator: reads commands from its standard input and answers each on
 * its standard output, one line of JSON each (see `protocol.ts`). Ends with its
 * standard input.
 * @module
 */
import { Generator } from "./generator.ts";
import type { Answer, Command } from "./protocol.ts";

const generator = new Generator();
let rest = "";
const input = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
for await (const chunk of input) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) {
    console.log(JSON.stringify(await answerTo(JSON.parse(line))));
  }
}
Deno.exit(0);

async function answerTo(command: Command): Promise<Answer> {
  try {
    return { ok: true, result: await generator.run(command) };
  } catch (error) {
    return { ok: false, error: `${command.do}: ${error}` };
  }
}
