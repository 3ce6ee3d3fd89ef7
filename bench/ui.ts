import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
} from "@/lib/fresh/tests/chromium.ts";
import { Windows } from "@/tests/ui/windows.ts";
import type { Benchmark, BenchmarkContext } from "./benchmark.ts";
import { CLIENTS, CONNECTIONS } from "./insights/clients.ts";
import { Subject } from "./insights/subject.ts";
import { LOADS, measureLoading } from "./ui/loading.ts";
import { measureRendering, ROUNDS } from "./ui/rendering.ts";
import { resultOf } from "./ui/result.ts";
import {
  measureTraffic,
  RATE,
  SECONDS,
  WARM_UP_SECONDS,
} from "./ui/traffic.ts";

/** As many as make about 200 conversations. */
const MESSAGES = 14_400;

/** The pages in a browser, and what the server takes to render them. */
export const benchUi: Benchmark = {
  name: "ui",
  about: "the pages in a real browser, and how they are rendered",
  method: `Chromium without a window opens the production build, signed in to an
account with 90 days of history. Every page is loaded once unmeasured and then
${LOADS} times, in turn with the others, each time in a context that has nothing
of it: JavaScript is what scripts and their headers take on the network until
the page has asked for nothing for a moment; times are from navigation, medians;
data are live when the page says "Live". The graph library is told by what its
scripts say. Rendering: ${CLIENTS} processes with ${CONNECTIONS} kept-alive
connections each ask for a page, without compression: the dashboard of that
account, a page with one island of an app on the same framework that has nothing
else, and, as the ceiling, \`Deno.serve\` that answers as many constant bytes as
the latter; ${ROUNDS} rounds in turn, medians. Traffic: ${RATE} messages arrive a
second while the dashboard is open in one window and the inbox in another, with
the conversation that most of them are of. Long tasks are those of more than
50 ms that the browser reports from the first message on, without those in which
measuring itself collects garbage. Heap and DOM nodes are compared after a forced
garbage collection, ${WARM_UP_SECONDS} s after the first message and
${SECONDS / 60} minutes later.`,
  async run(context) {
    const path = chromiumPath();
    if (path === null) throw new Error(`${HOW_TO_GET_CHROMIUM}.`);
    const subject = await Subject.load(context, MESSAGES, "ui");
    const rendering = await measureRendering(context, subject);
    const windows = await openWindows(context, subject, path);
    const loads = await measureLoading(context, windows);
    const traffic = await measureTraffic(context, subject, windows);
    const problems = await windows.tidy();
    return resultOf({
      messages: MESSAGES,
      loads,
      traffic,
      rendering,
      problems,
    });
  },
};

/** A browser that is signed in to the account, and ends with the processes. */
async function openWindows(
  { processes }: BenchmarkContext,
  { server: { origin }, account: { cookie } }: Subject,
  path: string,
): Promise<Windows> {
  const windows = await Windows.launch(path, { origin, cookie });
  processes.keep({ [Symbol.asyncDispose]: () => windows.close() });
  return windows;
}
