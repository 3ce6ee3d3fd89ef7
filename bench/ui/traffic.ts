import type { Windows } from "@/tests/ui/windows.ts";
import type { BenchmarkContext } from "../benchmark.ts";
import type { Subject } from "../insights/subject.ts";
import { busiestChat } from "../load/traffic.ts";
import { cpuTimeDuring, machineCpuTimeDuring } from "../machine.ts";
import type { LongTaskCounts } from "./long_tasks.ts";
import { LIVE_PAGES, type LivePagePath } from "./pages.ts";
import { type PageState, WatchedPage } from "./watched_page.ts";

/** Messages that arrive in a second. */
export const RATE = 50;
/** Time from the first look at the heap to the last one, in s. */
export const SECONDS = 600;
/** Traffic before the first look, so that caches are warm, in s. */
export const WARM_UP_SECONDS = 30;
/** Traffic goes on while the last look is taken, in s. */
const SPARE_SECONDS = 5;

/** What a page was like while messages arrived. */
export interface LivePage {
  longTasks: LongTaskCounts;
  start: PageState;
  end: PageState;
}

/** What {@linkcode SECONDS} of traffic came to. */
export interface TrafficResult {
  pages: Record<LivePagePath, LivePage>;
  /** Cores kept busy; `null` where that is not known. */
  cores: { machine: number | null; server: number | null };
  /** Processes that ran or wanted to, over the last 15 minutes. */
  load: number;
}

/** Opens pages, and has messages arrive. */
export async function measureTraffic(
  { log }: BenchmarkContext,
  subject: Subject,
  windows: Windows,
): Promise<TrafficResult> {
  await subject.connect();
  const pages = await openPages(windows, subject);
  const seconds = WARM_UP_SECONDS + SECONDS + SPARE_SECONDS;
  log(`ui: ${RATE} messages/s for ${seconds} s …`);
  const start = performance.now();
  const { result: { result: [live], cpuMs: ofServer }, cpuMs: ofMachine } =
    await machineCpuTimeDuring(() =>
      cpuTimeDuring([subject.server.child.pid], () =>
        Promise.all([
          watch(pages),
          subject.addMessages({ seconds, rate: RATE }),
        ]))
    );
  const elapsed = performance.now() - start;
  const cores = (ms: number | null) => ms === null ? null : ms / elapsed;
  return {
    pages: live,
    cores: { machine: cores(ofMachine), server: cores(ofServer) },
    load: Deno.loadavg()[2] ?? NaN,
  };
}

async function openPages(
  windows: Windows,
  { account: { seed }, messages }: Subject,
): Promise<Record<LivePagePath, WatchedPage>> {
  const chat = busiestChat({ seed, messages });
  const open = (path: string) => WatchedPage.open(windows, path);
  return {
    "/": await open("/"),
    "/inbox": await open(`/inbox?chat=${encodeURIComponent(chat)}`),
  };
}

async function watch(
  pages: Record<LivePagePath, WatchedPage>,
): Promise<Record<LivePagePath, LivePage>> {
  for (const path of LIVE_PAGES) await pages[path].start();
  await pause(WARM_UP_SECONDS);
  const started = await lookAt(pages);
  await pause(SECONDS);
  const ended = await lookAt(pages);
  const live = async (path: LivePagePath): Promise<LivePage> => ({
    longTasks: await pages[path].longTasks(),
    start: started[path],
    end: ended[path],
  });
  return { "/": await live("/"), "/inbox": await live("/inbox") };
}

async function lookAt(
  pages: Record<LivePagePath, WatchedPage>,
): Promise<Record<LivePagePath, PageState>> {
  return {
    "/": await pages["/"].look(),
    "/inbox": await pages["/inbox"].look(),
  };
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}
