/** A task of a page's main thread that took more than 50 ms. */
export interface LongTask {
  /** In ms of the page's clock. */
  start: number;
  /** In ms. */
  duration: number;
}

/** A time of the page's clock, in ms. */
export interface Span {
  from: number;
  to: number;
}

/** Long tasks of one page. */
export interface LongTaskCounts {
  /** In each minute; the last one may be shorter. */
  perMinute: number[];
  all: number;
  /** In ms; 0 if there was none. */
  longest: number;
}

const MINUTE_MS = 60_000;

/**
 * Counts the tasks that begin within a span, without those that touch any of
 * `except`: what measuring itself takes.
 */
export function countLongTasks(
  tasks: readonly LongTask[],
  { from, to }: Span,
  except: readonly Span[],
): LongTaskCounts {
  const counted = tasks.filter((task) =>
    task.start >= from && task.start < to &&
    !except.some((span) => touches(task, span))
  );
  const minutes = Math.ceil((to - from) / MINUTE_MS);
  const perMinute = Array.from({ length: minutes }, () => 0);
  for (const { start } of counted) {
    const minute = Math.floor((start - from) / MINUTE_MS);
    perMinute[minute] = (perMinute[minute] ?? 0) + 1;
  }
  return {
    perMinute,
    all: counted.length,
    longest: Math.max(0, ...counted.map(({ duration }) => duration)),
  };
}

function touches({ start, duration }: LongTask, { from, to }: Span): boolean {
  return start <= to && start + duration >= from;
}
