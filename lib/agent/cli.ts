/**
 * The Agent on the command line: sends a snapshot and deltas out of files.
 * @module
 */
import type { Message } from "@/lib/models/mod.ts";
import { AgentClient } from "./client.ts";
import { agentClock } from "./clock.ts";
import { deferred } from "./deferred.ts";
import { AgentError } from "./events.ts";
import {
  FileError,
  openDeltas,
  readDeltas,
  readSnapshotFile,
} from "./files.ts";
import { type Flags, HELP, parseFlags } from "./flags.ts";
import type { Snapshot } from "./parts.ts";
import { Report } from "./report.ts";

/** What a run of the command may use of the world. */
export interface CliContext {
  print: (line: string) => void;
  printError: (line: string) => void;
  env: (name: string) => string | undefined;
  stdin: () => ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Aborted by Ctrl-C. */
  interrupted: AbortSignal;
}

/** Runs the command; returns its exit code. */
export async function runCli(
  args: string[],
  context: CliContext,
): Promise<number> {
  const parsed = parseFlags(args, context.env);
  if (parsed.kind === "help") {
    context.print(HELP);
    return 0;
  }
  if (parsed.kind === "invalid") {
    context.printError(`${parsed.message}. See --help.`);
    return 2;
  }
  const { flags } = parsed;
  const { print } = context;
  const report = new Report({ print, json: flags.json, now: agentClock.now });
  try {
    return await importFiles(flags, report, context);
  } catch (error) {
    if (error instanceof AgentError && error.code === "bad_options") {
      context.printError(error.message);
      return 2;
    }
    if (!(error instanceof FileError)) throw error;
    report.error("file", error.message);
    return 1;
  }
}

async function importFiles(
  flags: Flags,
  report: Report,
  context: CliContext,
): Promise<number> {
  const { interrupted } = context;
  const failed = deferred<void>();
  const client = new AgentClient({
    url: flags.url,
    token: flags.token,
    onEvent: (event) => {
      report.event(event);
      if (event.type === "failed") failed.reject(event.error);
    },
  });
  const files = await openFiles(flags, context);
  client.connect();
  const sent = sendFiles(client, files, report);
  sent.catch(() => {}); // the first to settle is what counts
  const error = await Promise.race([aborted(interrupted), failed.promise, sent])
    .then(() => null, (error: unknown) => error);
  const left = await client.close(error ? AbortSignal.abort() : interrupted);
  if (error instanceof AgentError) report.error(error.code, error.message);
  else if (error !== null) throw error;
  report.summary({ left, interrupted: interrupted.aborted });
  if (interrupted.aborted) return 130;
  const complete = left.parts + left.deltas + report.badLines === 0;
  return complete && error === null ? 0 : 1;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

interface Files {
  snapshot: Snapshot | null;
  deltas: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

async function openFiles(flags: Flags, context: CliContext): Promise<Files> {
  const { snapshot, deltas } = flags;
  return {
    snapshot: snapshot ? await readSnapshotFile(snapshot) : null,
    deltas: !deltas
      ? null
      : deltas === "-"
      ? context.stdin()
      : await openDeltas(deltas),
  };
}

/** Resolves when everything is acknowledged. */
async function sendFiles(
  client: AgentClient,
  { snapshot, deltas }: Files,
  report: Report,
): Promise<void> {
  const delivered: Message[] = [];
  const source = snapshot && (() => ({
    chats: snapshot.chats,
    messages: [...snapshot.messages, ...delivered],
  }));
  const snapshotSent = source ? client.sendSnapshot(source) : null;
  let lastSent: Promise<unknown> = Promise.resolve();
  const lines = deltas ? readDeltas(deltas, (bad) => report.badLine(bad)) : [];
  for await (const { message, eventId } of lines) {
    await client.room();
    lastSent = client.send(message, eventId).then(
      ({ status }) => {
        if (source && status !== "quarantined") delivered.push(message);
      },
      (error) => {
        if (!(error instanceof AgentError)) throw error;
      },
    );
  }
  await snapshotSent;
  await lastSent;
}

if (import.meta.main) {
  const interrupt = new AbortController();
  Deno.addSignalListener("SIGINT", () => interrupt.abort());
  const code = await runCli(Deno.args, {
    print: (line) => console.log(line),
    printError: (line) => console.error(line),
    env: (name) => Deno.env.get(name),
    stdin: () => Deno.stdin.readable,
    interrupted: interrupt.signal,
  });
  Deno.exit(code);
}
