/**
 * The machine that a benchmark runs on, and what processes take of it. What
 * only Linux tells is `null` elsewhere.
 * @module
 */

/** What the figures of a benchmark depend on. */
export interface Machine {
  cpu: string;
  cores: number;
  /** GiB. */
  memory: number;
  system: string;
  deno: string;
}

/** Time between two looks at a process, in ms. */
const LOOK_EVERY_MS = 500;
/** A process that takes less of a core than this has nothing to do. */
const IDLE_SHARE = 0.05;
/** Looks at a process that does not come to rest. */
const LOOKS = 240;
/** Clock ticks a second in `/proc`, on every Linux that Deno runs on. */
const TICKS_PER_SECOND = 100;

/** Describes this machine. */
export async function describeMachine(): Promise<Machine> {
  const info = await readIfThere("/proc/cpuinfo");
  const model = /^model name\s*: (.*)$/m.exec(info ?? "")?.[1];
  return {
    cpu: model ?? Deno.build.arch,
    cores: navigator.hardwareConcurrency,
    memory: Math.round(Deno.systemMemoryInfo().total / 2 ** 30),
    system: `${Deno.build.os} ${Deno.osRelease()} (${Deno.build.arch})`,
    deno: Deno.version.deno,
  };
}

/** Resident memory of a process in MB, now and at its highest. */
export async function memoryOf(
  pid: number,
): Promise<{ now: number; peak: number } | null> {
  const status = await readIfThere(`/proc/${pid}/status`);
  const now = /^VmRSS:\s*(\d+) kB$/m.exec(status ?? "")?.[1];
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status ?? "")?.[1];
  if (now === undefined || peak === undefined) return null;
  const megabytes = (kibibytes: string) => Number(kibibytes) * 1024 / 1e6;
  return { now: megabytes(now), peak: megabytes(peak) };
}

/** CPU time that a process has used, in ms. */
export async function cpuTimeOf(pid: number): Promise<number | null> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  // The second field, in brackets, may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields?.[11]) + Number(fields?.[12]);
  return Number.isFinite(ticks) ? (ticks * 1000) / TICKS_PER_SECOND : null;
}

/** CPU time that processes use while `work` is done, in ms. */
export async function cpuTimeDuring<R>(
  pids: readonly number[],
  work: () => Promise<R>,
): Promise<{ result: R; cpuMs: number | null }> {
  const before = await Promise.all(pids.map(cpuTimeOf));
  const result = await work();
  const after = await Promise.all(pids.map(cpuTimeOf));
  let cpuMs: number | null = 0;
  for (const [i, end] of after.entries()) {
    const start = before[i] ?? null;
    cpuMs = start === null || end === null || cpuMs === null
      ? null
      : cpuMs + end - start;
  }
  return { result, cpuMs };
}

/** CPU time that the whole machine uses while `work` is done, in ms. */
export async function machineCpuTimeDuring<R>(
  work: () => Promise<R>,
): Promise<{ result: R; cpuMs: number | null }> {
  const before = await machineCpuTime();
  const result = await work();
  const after = await machineCpuTime();
  const cpuMs = before === null || after === null ? null : after - before;
  return { result, cpuMs };
}

async function machineCpuTime(): Promise<number | null> {
  const stat = await readIfThere("/proc/stat");
  return stat === null ? null : busyTimeIn(stat);
}

/** CPU time that `/proc/stat` counts as busy, in ms; `null` if it does not. */
export function busyTimeIn(stat: string): number | null {
  const line = /^cpu +([\d ]+)$/m.exec(stat)?.[1];
  if (line === undefined) return null;
  const [user = 0, nice = 0, system = 0, _idle, _waiting, irq = 0, soft = 0] =
    line.split(" ").map(Number);
  const ticks = user + nice + system + irq + soft;
  return (ticks * 1000) / TICKS_PER_SECOND;
}

/** Resolves when a process has nothing to do any more. */
export async function atRest(pid: number): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const { cpuMs } = await cpuTimeDuring(
      [pid],
      () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS)),
    );
    if (cpuMs === null || cpuMs / LOOK_EVERY_MS < IDLE_SHARE) return;
  }
  throw new Error(`Process ${pid} does not come to rest.`);
}

/** Files that this process may have open at once. */
export async function openFilesLimit(): Promise<number | null> {
  const limits = await readIfThere("/proc/self/limits");
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits ?? "")?.[1];
  if (soft === undefined) return null;
  return soft === "unlimited" ? Infinity : Number(soft);
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
