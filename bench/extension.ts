import {
  chromiumPath,
  HOW_TO_GET_CHROMIUM,
} from "@/lib/fresh/tests/chromium.ts";
import type { Benchmark } from "./benchmark.ts";
import {
  CHATS,
  LIVE,
  measureAccount,
  MESSAGES,
  PAGE,
} from "./extension/account.ts";
import {
  FETCHES,
  measureLatency,
  PAUSE_MS,
  ROUNDS,
} from "./extension/latency.ts";
import { buildExtension } from "./extension/parts.ts";
import { resultOf } from "./extension/result.ts";

/** The Agent in a browser: what it costs the page, and what it carries. */
export const benchExtension: Benchmark = {
  name: "extension",
  about: "the Agent as a browser extension, in a real browser",
  method: `Chromium without a window opens a look-alike of the site on this
machine. Latency: the same page fetches the same, in two browsers in turn, one of
which has the extension; ${ROUNDS} rounds of ${FETCHES} fetches of each kind, from
the call until the body is read, with ${PAUSE_MS} ms between two fetches or none;
median and p99 over all of them. What is not captured is a
script of about the same size. Throughput: the page loads ${MESSAGES} messages
of ${CHATS} chats in lists of ${PAGE}, one after the other, until all are stored in
IndexedDB; then the extension is paired with a new account of a service, and sends
all of them as a snapshot, until everything is acknowledged as committed; reading
is what it takes afterwards to read the same records from IndexedDB in another
page of the extension, 500 at a time. Live: ${LIVE} messages arrive on the page's
socket at once. Heap: what the service worker's JavaScript has in use, looked at
ten times a second; at first and in the end after a forced garbage
collection.`,
  async run(context) {
    if (chromiumPath() === null) throw new Error(`${HOW_TO_GET_CHROMIUM}.`);
    const extension = await buildExtension(context.processes);
    const latency = await measureLatency(context, extension);
    const account = await measureAccount(context, extension);
    return resultOf({ latency, account });
  },
};
