import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Answer, ask } from "./request.ts";

/** A body, and the address that it is of. */
export interface Loaded<T> {
  path: string;
  body: T;
}

/** How a resource is kept. */
export interface ResourceOptions<T> {
  /** Where it is; `null`: nothing is asked for. */
  path: ReadonlySignal<string | null>;
  /** What the page was rendered with: it is not asked for again. */
  initial?: Loaded<T> | null;
  /** Asked again when this changes; default: only when the path does. */
  follow?: ReadonlySignal<unknown>;
  /** Time between an answer and the next question, ms. Default 2,000. */
  everyMs?: number;
  get?: (path: string) => Promise<Answer<T>>;
}

const EVERY_MS = 2_000;
/** After a failure, it is tried again this much later, ms. */
const RETRY_MS = 10_000;

/**
 * Something of the REST API that is kept up to date. What was known stays while
 * the next answer is on its way, and when that fails. A hidden page asks for
 * nothing until it is seen again.
 */
export class Resource<T> {
  readonly #options: ResourceOptions<T>;
  readonly #loaded = signal<Loaded<T> | null>(null);
  readonly #problem = signal<string | null>(null);
  readonly #isLoading = signal(false);
  #asked: string | null = null;
  /** Grows with each question: only the last one's answer counts. */
  #question = 0;
  #isAsking = false;
  /** It is to be asked again when it is time to. */
  #isDue = false;
  #answeredAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ResourceOptions<T>) {
    this.#options = options;
    this.#loaded.value = options.initial ?? null;
    this.#asked = options.initial?.path ?? null;
  }

  /** What is known, and of which path: the last one's until the next is here. */
  get loaded(): ReadonlySignal<Loaded<T> | null> {
    return this.#loaded;
  }

  /** The body of what is known; `null` before there is any. */
  get data(): T | null {
    return this.#loaded.value?.body ?? null;
  }

  /** Why the latest question has no answer; `null` if it has one. */
  get problem(): ReadonlySignal<string | null> {
    return this.#problem;
  }

  /** Whether what is shown is not, or not yet, what was asked for. */
  get isLoading(): ReadonlySignal<boolean> {
    return this.#isLoading;
  }

  /** Keeps it up to date until the returned function is called. */
  start(): () => void {
    const { path, follow } = this.#options;
    const stopPath = effect(() => {
      const next = path.value;
      if (next !== this.#asked) this.#ask(next);
    });
    let isFirst = true;
    const stopFollowing = effect(() => {
      follow?.value;
      if (!isFirst) this.#later();
      isFirst = false;
    });
    const visible = () => {
      if (document.visibilityState === "visible" && this.#isDue) this.#later();
    };
    document.addEventListener("visibilitychange", visible);
    return () => {
      this.#question++;
      clearTimeout(this.#timer);
      stopPath();
      stopFollowing();
      document.removeEventListener("visibilitychange", visible);
    };
  }

  /** Asks at once. */
  reload(): void {
    this.#ask(this.#options.path.peek());
  }

  /** Asks when it is time to. */
  #later(): void {
    this.#isDue = true;
    if (this.#timer !== undefined || this.#isAsking) return;
    const { everyMs = EVERY_MS } = this.#options;
    this.#wait(Math.max(0, this.#answeredAt + everyMs - Date.now()));
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (document.visibilityState === "hidden") return;
      this.reload();
    }, ms);
  }

  async #ask(path: string | null): Promise<void> {
    const question = ++this.#question;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
    this.#isLoading.value = path !== null && path !== this.#asked;
    this.#asked = path;
    this.#isAsking = path !== null;
    if (path === null) return;
    const { get = getJson } = this.#options;
    const answer = await get(path);
    if (question !== this.#question) return;
    this.#isAsking = false;
    this.#answeredAt = Date.now();
    batch(() => {
      this.#isLoading.value = false;
      this.#problem.value = answer.ok ? null : answer.problem.detail;
      if (answer.ok) this.#loaded.value = { path, body: answer.body };
    });
    if (!answer.ok) this.#wait(RETRY_MS);
    else if (this.#isDue) this.#later();
  }
}

function getJson<T>(path: string): Promise<Answer<T>> {
  return ask<T>("GET", path);
}
