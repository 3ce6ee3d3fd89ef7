/**
 * How a benchmark tells its processes what to do: one line of JSON for each
 * command on their standard input, one for each answer on their output.
 * @module
 */
import type { Child } from "./processes.ts";

/** What a process answers. */
type Answer<Result> =
  | { ok: true; result: Result }
  | { ok: false; error: string };

/** A command, by its name. */
interface Named {
  do: string;
}

/** Tells a process what to do; rejects with its error if it cannot. */
export async function tell<Result>(
  child: Child,
  command: object,
): Promise<Result> {
  await child.write(JSON.stringify(command));
  const answer: Answer<Result> = JSON.parse(await child.next((line) => line));
  if (!answer.ok) throw new Error(answer.error);
  return answer.result;
}

/** Carries out commands one after the other; ends with the standard input. */
export async function serveCommands<Command extends Named, Result>(
  run: (command: Command) => Promise<Result>,
): Promise<never> {
  let rest = "";
  const input = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
  for await (const chunk of input) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      console.log(JSON.stringify(await answerTo(JSON.parse(line), run)));
    }
  }
  Deno.exit(0);
}

async function answerTo<Command extends Named, Result>(
  command: Command,
  run: (command: Command) => Promise<Result>,
): Promise<Answer<Result>> {
  try {
    return { ok: true, result: await run(command) };
  } catch (error) {
    return { ok: false, error: `${command.do}: ${error}` };
  }
}
