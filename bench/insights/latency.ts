import { UTC } from "@/lib/insights/mod.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import { Latencies } from "../statistics.ts";
import { type Draw, Draws, ENDPOINTS, type Known } from "./questions.ts";
import type { Subject } from "./subject.ts";

/** Questions to each endpoint and account before it is measured. */
const WARM_UP = 20;
/** Questions to each endpoint and account, in each of both modes. */
const QUESTIONS = 250;

/** What is the matter while questions are asked. */
export const MODES = ["while messages arrive", "at rest"] as const;
export type Mode = typeof MODES[number];

/** An account, by its size. */
export interface Account {
  messages: number;
}

/** How long answers of accounts took. */
export class AnswerTimes {
  readonly #latencies = new Map<string, Latencies>();

  /** Adds one answer's time, in ms. */
  add(account: Account, endpoint: string, mode: Mode, ms: number): void {
    const name = nameOf(account, endpoint, mode);
    let latencies = this.#latencies.get(name);
    if (latencies === undefined) {
      this.#latencies.set(name, latencies = new Latencies());
    }
    latencies.add(ms);
  }

  /** Those of some endpoints and modes together; default: of all. */
  of(
    account: Account,
    { endpoints = ENDPOINTS.map(({ name }) => name), modes = MODES }: {
      endpoints?: readonly string[];
      modes?: readonly Mode[];
    } = {},
  ): Latencies {
    const sum = new Latencies();
    for (const endpoint of endpoints) {
      for (const mode of modes) {
        const one = this.#latencies.get(nameOf(account, endpoint, mode));
        if (one !== undefined) sum.merge(one.counts());
      }
    }
    return sum;
  }
}

function nameOf({ messages }: Account, endpoint: string, mode: Mode): string {
  return `${messages} ${endpoint} ${mode}`;
}

/** Asks every endpoint of every account, in turn. */
export async function measureAnswers(
  { log }: BenchmarkContext,
  subjects: readonly Subject[],
): Promise<AnswerTimes> {
  const known = await knownOf(subjects);
  const times = new AnswerTimes();
  const today = UTC.dayOf(Date.now());
  const draws = ENDPOINTS.map((_, i) => new Draws({ seed: i + 1, today }));
  const round = async (mode: Mode, measured: AnswerTimes) => {
    for (const [i, { name, ask }] of ENDPOINTS.entries()) {
      const draw = draws[i]?.next();
      if (draw === undefined) continue;
      for (const { subject, known: ofSubject } of inTurn(known, draw)) {
        if (mode === "while messages arrive") await subject.addMessage();
        const ms = await subject.ask(ask(draw, ofSubject));
        measured.add(subject, name, mode, ms);
      }
    }
  };
  for (const mode of MODES) {
    log(`insights: questions ${mode} …`);
    for (let i = 0; i < WARM_UP; i++) await round(mode, new AnswerTimes());
    for (let i = 0; i < QUESTIONS; i++) await round(mode, times);
  }
  return times;
}

/** The accounts with what each has, topics those that all of them have. */
async function knownOf(
  subjects: readonly Subject[],
): Promise<{ subject: Subject; known: Known }[]> {
  const known: { subject: Subject; known: Known }[] = [];
  for (const subject of subjects) {
    known.push({ subject, known: await subject.known() });
  }
  const topics = (known[0]?.known.topics ?? []).filter((topic) =>
    known.every((one) => one.known.topics.includes(topic))
  );
  return known.map(({ subject, known: { conversations } }) => ({
    subject,
    known: { topics, conversations },
  }));
}

/** Another one is the first each time. */
function inTurn<T>(items: readonly T[], { index }: Draw): T[] {
  const first = index % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
