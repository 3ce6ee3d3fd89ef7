/**
 * The Agent of the crash test, a process of its own: sends the stream, and
 * after its death goes on where its journal ends.
 * @module
 */
import { parseArgs } from "node:util";
import { AgentClient } from "@/lib/agent/client.ts";
import type { AgentEvent } from "@/lib/agent/events.ts";
import { Journal } from "./journal.ts";
import { PART_BYTES, Stream } from "./stream.ts";

/** Records under way without acknowledgement. */
const WINDOW = 32;
/** Time between two looks at what may be sent, in ms. */
const LOOK_EVERY_MS = 10;

/** What the Agent is told when it starts. */
export interface AgentSettings {
  url: string;
  token: string;
  /** File of its acknowledgements. */
  journal: string;
  /** File with the number of records that may be sent. */
  allowance: string;
  seed: number;
  records: number;
  snapshots: number;
  "start-at": number;
}

/** The command line that says `settings`. */
export function agentArguments(settings: AgentSettings): string[] {
  const flags = Object.entries(settings)
    .map(([name, value]) => `--${name}=${value}`);
  return ["run", "--quiet", "-A", "tests/cluster/stream_agent.ts", ...flags];
}

/** Sends what was not acknowledged; ends when everything is. */
class StreamAgent {
  readonly #stream: Stream;
  readonly #journal: Journal;
  readonly #allowance: string;
  readonly #client: AgentClient;
  #allowed = 0;
  /** The snapshot that is sent, and how often it was asked for. */
  #snapshot = 0;
  #asked = 0;

  constructor(settings: AgentSettings) {
    const { url, token, seed, records, snapshots } = settings;
    const startAt = settings["start-at"];
    this.#stream = new Stream({ seed, records, snapshots, startAt });
    this.#journal = Journal.open(settings.journal);
    this.#allowance = settings.allowance;
    this.#client = new AgentClient({
      url,
      token,
      onEvent: (event) => this.#hear(event),
      newId: () => `snapshot-${this.#snapshot}-${this.#asked++}`,
      maxPartBytes: PART_BYTES,
      deltaWindow: WINDOW,
      partWindow: 2,
      ackTimeoutMs: 5_000,
      keepaliveMs: 1_000,
      backoff: { minMs: 20, maxMs: 200 },
    });
  }

  async run(): Promise<void> {
    const client = this.#client;
    client.connect();
    let snapshotSent: Promise<unknown> = Promise.resolve();
    for (const [index, record] of this.#stream.records.entries()) {
      const k = this.#stream.snapshots.indexOf(index);
      if (k >= 0 && !this.#journal.hasSnapshot(k)) {
        await snapshotSent;
        await this.#mayReach(index);
        snapshotSent = this.#sendSnapshot(k);
      }
      if (this.#journal.hasRecord(index)) continue;
      await this.#mayReach(index + 1);
      await client.room();
      // An error of one ends the client, and then `close` says so.
      client.send(record, `event-${index}`).catch(() => {});
    }
    await snapshotSent;
    const left = await client.close();
    if (left.deltas + left.parts > 0) throw new Error("not all was sent");
  }

  /** Under the same name after a death, so that its parts are known. */
  async #sendSnapshot(k: number): Promise<void> {
    this.#snapshot = k;
    this.#asked = 0;
    await this.#client.sendSnapshot(() => this.#stream.snapshot(k));
    this.#journal.addSnapshot(k);
  }

  #hear(event: AgentEvent): void {
    switch (event.type) {
      case "part_acknowledged": {
        const snapshot = Number(event.snapshotId.split("-")[1]);
        return this.#journal.addPart(snapshot, event.index);
      }
      case "delta_acknowledged":
        if (event.status === "quarantined") {
          console.error(`quarantined ${event.eventId}: ${event.code}`);
        }
        return this.#journal.addRecord(Number(event.eventId.split("-")[1]));
      case "disconnected":
        return console.log(`disconnected ${event.code} ${event.reason}`);
      case "server_error":
        return console.log(`${event.code} ${event.message} ${event.detail}`);
      case "sync_required":
        return console.log(`sync required: ${event.reason} ${event.answer}`);
      case "failed":
        console.error(`${event.error.code}: ${event.error.message}`);
    }
  }

  async #mayReach(records: number): Promise<void> {
    while (this.#allowed < records) {
      this.#allowed = Number(await Deno.readTextFile(this.#allowance));
      if (this.#allowed >= records) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

if (import.meta.main) {
  const option = { type: "string", default: "" } as const;
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      url: option,
      token: option,
      journal: option,
      allowance: option,
      seed: option,
      records: option,
      snapshots: option,
      "start-at": option,
    },
  });
  const agent = new StreamAgent({
    ...values,
    seed: Number(values.seed),
    records: Number(values.records),
    snapshots: Number(values.snapshots),
    "start-at": Number(values["start-at"]),
  });
  await agent.run();
}
