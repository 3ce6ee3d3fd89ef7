import {
  AccountId,
  DAY_MS,
  MAX_INSIGHT_RESULTS,
  SpenderInsights,
  TopicInsights,
} from "@/lib/models/mod.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import type { Target } from "../load/protocol.ts";
import { LoadGenerators } from "../load_generators.ts";
import { atRest } from "../machine.ts";
import {
  type Credentials,
  newDatabase,
  rapportTarget,
  type Server,
  startRapport,
} from "../service.ts";
import { differencesOf, serviceAnswers } from "./answers.ts";
import { HttpConnection } from "./http_connection.ts";
import { insightsPath, type Known } from "./questions.ts";
import { readEverything, type Reading } from "./reading.ts";

/** The same for all sizes: the smaller account is the first part of the larger. */
const SEED = 1;
/** Days that accounts have messages of. */
const HISTORY_DAYS = 90;
/** Differences that an error tells. */
const SHOWN = 10;

/** What a subject is made of. */
interface SubjectParts {
  server: Server;
  account: Credentials;
  kvPath: string;
  target: Target;
  generators: LoadGenerators;
  loadingSeconds: number;
}

/** An account of one size, alone on its service and database. */
export class Subject {
  readonly messages: number;
  readonly server: Server;
  readonly account: Credentials;
  /** From the snapshot's first part to `REALTIME`, in s. */
  readonly loadingSeconds: number;
  readonly #parts: SubjectParts;
  #http: HttpConnection | null = null;

  private constructor(parts: SubjectParts) {
    this.messages = parts.target.messages;
    this.server = parts.server;
    this.account = parts.account;
    this.loadingSeconds = parts.loadingSeconds;
    this.#parts = parts;
  }

  /**
   * Sends an account's snapshot to a service, and starts that anew;
   * `benchmark` is the name of whom it is for.
   */
  static async load(
    { processes, log }: BenchmarkContext,
    messages: number,
    benchmark = "insights",
  ): Promise<Subject> {
    log(`${benchmark}: an account of ${messages} messages …`);
    const { kvPath, accounts: [account] } = await newDatabase(processes, [
      SEED,
    ]);
    if (!account) throw new Error("The database has no account.");
    const generators = new LoadGenerators(processes, 1);
    const loading = await startRapport(processes, kvPath);
    const { snapshots: [times] } = await generators.snapshot([
      rapportTarget(loading, account, { messages, dashboards: 0 }),
    ]);
    if (!times) throw new Error("No snapshot was sent.");
    const loadingSeconds = times.realtime / 1000;
    await atRest(loading.child.pid);
    await loading.child.end();
    // What loading leaves in memory is not what answers cost.
    const server = await startRapport(processes, kvPath);
    await atRest(server.child.pid);
    const target = rapportTarget(server, account, { messages, dashboards: 1 });
    return new Subject({
      server,
      account,
      kvPath,
      target,
      generators,
      loadingSeconds,
    });
  }

  /** Opens the sockets of an Agent and a dashboard, and a connection to ask. */
  async connect(): Promise<void> {
    const { generators, target } = this.#parts;
    await generators.connect([target]);
    this.#http = await HttpConnection.open({
      origin: this.server.origin,
      headers: { cookie: this.account.cookie },
    });
  }

  /** Sends one new message, and waits until the dashboard shows it. */
  async addMessage(): Promise<void> {
    await this.#parts.generators.single(1);
  }

  /** Sends new messages at a steady pace; `rate` is of a second. */
  async addMessages(options: { seconds: number; rate: number }): Promise<void> {
    await this.#parts.generators.pace(options);
  }

  /** Asks for a path; gives the time until the answer was there, in ms. */
  async ask(path: string): Promise<number> {
    const start = performance.now();
    const { status } = await this.#connection.get(path);
    const ms = performance.now() - start;
    if (status !== 200) throw new Error(`${path} was answered with ${status}.`);
    return ms;
  }

  /** Asks for a path; gives the answer, and its size in bytes. */
  async read(path: string): Promise<{ answer: unknown; bytes: number }> {
    const { status, body } = await this.#connection.get(path);
    const text = new TextDecoder().decode(body);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return { answer: JSON.parse(text), bytes: body.length };
  }

  /** What there is to ask for: topics, and conversations of those who paid. */
  async known(): Promise<Known> {
    const start = Date.now() - HISTORY_DAYS * DAY_MS;
    const parameters = { start_date: new Date(start).toISOString() };
    const topics = await this.read(insightsPath("topics", parameters));
    const path = insightsPath("spenders", {
      ...parameters,
      limit: MAX_INSIGHT_RESULTS,
    });
    const spenders = await this.read(path);
    return {
      topics: TopicInsights.parse(topics.answer).topics
        .map(({ topic }) => topic),
      conversations: SpenderInsights.parse(spenders.answer).spenders
        .map(({ conversation_id }) => conversation_id),
    };
  }

  /**
   * Ends the service, reads all of its messages, and compares what both say;
   * throws where they differ.
   */
  async readEverything(): Promise<Reading> {
    await atRest(this.server.child.pid);
    const answers = await serviceAnswers(async (path) =>
      (await this.read(path)).answer
    );
    await this.#end();
    const id = AccountId.parse(this.account.id);
    const reading = await readEverything(this.#parts.kvPath, id, answers.range);
    const differences = differencesOf(answers, reading.findings);
    if (differences.length > 0) {
      throw new Error(
        `${differences.length} figures of ${this.messages} messages differ ` +
          `from those by reading:\n${differences.slice(0, SHOWN).join("\n")}`,
      );
    }
    return reading;
  }

  get #connection(): HttpConnection {
    if (this.#http === null) throw new Error("Nobody has connected.");
    return this.#http;
  }

  async #end(): Promise<void> {
    this.#connection[Symbol.dispose]();
    await this.#parts.generators.disconnect();
    await this.#parts.generators.end();
    await this.server.child.end();
  }
}
