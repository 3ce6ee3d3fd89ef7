import { Composer, type Line, plainLine } from "./composer.ts";
import { conversationStart, DAY, HOUR, MINUTE, pace } from "./pace.ts";
import { type Persona, personaOf } from "./personas.ts";
import { itemAt, Random } from "./random.ts";
import {
  BROADCASTS,
  type ExchangeKind,
  REENGAGEMENT,
  WAITING,
} from "./script/mod.ts";

/** A line with its chat and time (ms). */
export interface TimedLine {
  /** Index of the fan. */
  fan: number;
  at: number;
  line: Line;
  /** Number of the mass message, 0 for a personal one. */
  queueId: number;
  /** Still to be answered, and not seen by the creator. */
  waiting: boolean;
}

/** What a timeline is made from. */
export interface TimelineOptions {
  random: Random;
  /** Milliseconds since the epoch: nothing happens later. */
  now: number;
  fans: number;
  messages: number;
  days: number;
}

interface FanPlan {
  index: number;
  persona: Persona;
  composer: Composer;
  ranges: { from: number; to: number; opening?: ExchangeKind }[];
  /** Times taken by conversations. */
  taken: { from: number; to: number }[];
  /** Minutes ago that the fan wrote without an answer; 0 for an answered fan. */
  waitingMinutes: number;
}

/** Days between two mass messages. */
const BROADCAST_EVERY = 9;
/** Tries to find a free time for a conversation before it may overlap. */
const TRIES = 12;

/** Writes what everybody says, in order of time: `messages` lines exactly. */
export class Timeline {
  readonly #options: TimelineOptions;
  readonly #random: Random;
  readonly #fans: FanPlan[];
  readonly #lines: TimedLine[] = [];

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#random = options.random;
    this.#fans = this.#planFans();
  }

  /** All lines; call it once. */
  write(): TimedLine[] {
    this.#writeOpenings();
    this.#writeWaiting();
    this.#writeReengagements();
    this.#writeBroadcasts();
    const weights = this.#fans.map(({ persona }) => persona.talkative);
    while (this.#room > 0) {
      const plan = itemAt(this.#fans, this.#random.weighted(weights));
      this.#converse(plan, this.#random.pick(plan.ranges));
    }
    return this.#lines.sort((a, b) => a.at - b.at || a.fan - b.fan);
  }

  get #room(): number {
    return this.#options.messages - this.#lines.length;
  }

  #planFans(): FanPlan[] {
    const { fans, now, days } = this.#options;
    const waiting = this.#chooseWaiting();
    return Array.from({ length: fans }, (_, index) => {
      const persona = personaOf(index);
      const waitingMinutes = waiting.get(index) ?? 0;
      const end = now - Math.max(waitingMinutes * MINUTE, 20 * MINUTE) - HOUR;
      const start = now - days * DAY;
      return {
        index,
        persona,
        composer: new Composer(this.#random, persona.kinds),
        ranges: persona.present.map(({ from, to, opening }) => ({
          from: start + (end - start) * from,
          to: start + (end - start) * to,
          ...(opening ? { opening } : {}),
        })),
        taken: [],
        waitingMinutes,
      };
    });
  }

  /** One fan in five waits, for between ten minutes and two days. */
  #chooseWaiting(): Map<number, number> {
    const indexes = Array.from({ length: this.#options.fans }, (_, i) => i);
    const present = indexes.filter((index) =>
      personaOf(index).present.some(({ to }) => to === 1)
    );
    const count = Math.round(this.#options.fans / 5);
    return new Map(
      this.#random.shuffle(present).slice(0, count).map((
        index,
      ) => [index, Math.min(2880, 10 + this.#random.logNormal(180, 1.3))]),
    );
  }

  /** Everybody's first conversation, so that nobody is missing. */
  #writeOpenings(): void {
    for (const plan of this.#fans) {
      for (const range of plan.ranges) {
        const to = range.from + Math.min(DAY, (range.to - range.from) / 4);
        const end = this.#converse(plan, { ...range, to }, range.opening);
        if (range.opening) range.from = Math.min(end + HOUR, range.to);
      }
    }
  }

  #writeWaiting(): void {
    const stories = this.#random.shuffle(WAITING);
    let next = 0;
    for (const plan of this.#fans) {
      if (plan.waitingMinutes === 0) continue;
      const story = stories[next++ % stories.length] ?? [];
      const fill = plan.composer.filler();
      const lines = story.map((text) => plainLine("fan", fill(text)));
      const at = this.#options.now - plan.waitingMinutes * MINUTE;
      this.#add(plan, lines, pace(this.#random, lines, at, 1), true);
    }
  }

  #writeReengagements(): void {
    for (const { index, persona, ranges, composer } of this.#fans) {
      const last = ranges.at(-1);
      if (!last || persona.present.at(-1)?.to === 1) continue;
      const texts = this.#random.shuffle(REENGAGEMENT);
      for (let times = this.#random.int(1, 2); times > 0; times--) {
        const from = last.to + 8 * DAY * times;
        const at = conversationStart(this.#random, from, from + 3 * DAY);
        if (at > this.#options.now - DAY) continue;
        const text = composer.filler()(itemAt(texts, times));
        this.#push(index, at, plainLine("creator", text));
      }
    }
  }

  /** At most a tenth of all messages. */
  #writeBroadcasts(): void {
    const { now, days, messages } = this.#options;
    let left = Math.floor(messages / 10);
    const texts = this.#random.shuffle(BROADCASTS);
    for (let day = days - 4; day > 2; day -= BROADCAST_EVERY) {
      const queueId = Math.floor((days - day) / BROADCAST_EVERY) + 1;
      const midnight = Math.floor((now - day * DAY) / DAY) * DAY;
      const at = midnight + 17 * HOUR + this.#random.int(0, 90) * MINUTE;
      const { composer } = itemAt(this.#fans, 0);
      const text = composer.filler()(itemAt(texts, queueId % texts.length));
      for (const { index, ranges } of this.#fans) {
        if (!ranges.some(({ from, to }) => from <= at && at <= to)) continue;
        if (left-- <= 0) return;
        this.#push(index, at, plainLine("creator", text), queueId);
      }
    }
  }

  /**
   * One to three exchanges in a row, at a time when the fan is free. Returns the
   * time of the last line.
   */
  #converse(
    plan: FanPlan,
    range: { from: number; to: number },
    opening?: ExchangeKind,
  ): number {
    const lines = plan.composer.exchange(opening);
    for (let more = this.#random.weighted([5, 3, 1]); more > 0; more--) {
      lines.push(...plan.composer.exchange());
    }
    const answerMinutes = plan.persona.answerMinutes;
    let times: number[] = [];
    for (let tries = 0; tries < TRIES; tries++) {
      const start = conversationStart(this.#random, range.from, range.to);
      times = pace(this.#random, lines, start, answerMinutes);
      if (this.#isFree(plan, times)) break;
    }
    const late = (times.at(-1) ?? 0) - this.#latest(plan);
    if (late > 0) times = times.map((at) => at - late);
    this.#add(plan, lines, times, false);
    return times.at(-1) ?? range.from;
  }

  /** The time by which the fan's conversations have to be over. */
  #latest({ ranges }: FanPlan): number {
    return (ranges.at(-1)?.to ?? 0) + HOUR / 2;
  }

  #isFree(plan: FanPlan, times: readonly number[]): boolean {
    const from = (times[0] ?? 0) - HOUR;
    const to = (times.at(-1) ?? 0) + HOUR;
    return to - HOUR <= this.#latest(plan) &&
      plan.taken.every((other) => other.to < from || other.from > to);
  }

  /** Adds lines as far as there is room; the ends count, not the beginnings. */
  #add(
    plan: FanPlan,
    lines: readonly Line[],
    times: readonly number[],
    waiting: boolean,
  ): void {
    plan.taken.push({ from: times[0] ?? 0, to: times.at(-1) ?? 0 });
    const skipped = Math.max(0, lines.length - this.#room);
    for (let i = skipped; i < lines.length; i++) {
      const line = itemAt(lines, i);
      this.#push(plan.index, times[i] ?? 0, line, 0, waiting);
    }
  }

  #push(fan: number, at: number, line: Line, queueId = 0, waiting = false) {
    if (this.#room > 0) this.#lines.push({ fan, at, line, queueId, waiting });
  }
}
