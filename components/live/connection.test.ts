import { describe, expect, it } from "vitest";
import { analytics, conversation, seed } from "./examples.ts";
import { ACK } from "./examples.ts";
import { FakeBrowser } from "./fake_browser.ts";
import { LiveStore } from "./store.ts";

function open(change: Parameters<typeof seed>[0] = {}) {
  const browser = new FakeBrowser();
  const store = new LiveStore(seed(change));
  const stop = store.start(browser);
  return { browser, store, stop };
}

const complete = {
  revision: 7,
  conversations: [conversation("1")],
  analytics: analytics({
    totals: { conversations: 1, messages: 1, unanswered: 0 },
  }),
};

describe("the connection", () => {
  it("continues from the page's revision where the page has everything", () => {
    expect(open(complete).browser.socket.since).toBe(7);
  });

  it("asks for a full sync where the page has only the first ones", () => {
    const totals = { conversations: 2, messages: 9, unanswered: 0 };
    const { browser } = open({ ...complete, analytics: analytics({ totals }) });
    expect(browser.socket.since).toBeNull();
  });

  it("is live from the acknowledgement on, with a sign of life every 20 s", () => {
    const { browser, store } = open();
    expect(store.connection.value.kind).toBe("connecting");
    browser.socket.deliver(ACK);
    expect(store.connection.value.kind).toBe("live");
    browser.pass(60_000);
    expect(browser.socket.sent).toEqual(
      Array(3).fill({ type: "keepalive", payload: {} }),
    );
  });

  it("is not live without a network, whatever the socket says", () => {
    const { browser, store } = open();
    browser.socket.deliver(ACK);
    const silent = browser.socket;
    browser.goOffline();
    expect(store.connection.value.kind).toBe("reconnecting");
    expect(silent.closed).toBe(true);
  });

  it("waits longer with each try that fails, and starts anew after a sound one", () => {
    const { browser, store } = open();
    browser.chance = 0.999;
    const waits = [1_000, 2_000, 4_000, 8_000, 15_000, 15_000];
    for (const wait of waits) {
      browser.socket.cut();
      const tries = browser.sockets.length;
      browser.pass(wait * 0.9);
      expect(browser.sockets.length).toBe(tries);
      browser.pass(wait * 0.1);
      expect(browser.sockets.length).toBe(tries + 1);
    }
    browser.socket.deliver(ACK);
    browser.pass(10_000);
    browser.socket.cut();
    expect(store.connection.value).toMatchObject({ attempt: 1 });
  });

  it("does not count a connection that ends at once as a success", () => {
    const { browser, store } = open();
    for (let i = 0; i < 3; i++) {
      browser.socket.deliver(ACK);
      browser.socket.cut();
      expect(store.connection.value).toMatchObject({ attempt: i + 1 });
      browser.pass(15_000);
    }
  });

  it("gives up a connection that is never acknowledged", () => {
    const { browser, store } = open();
    const silent = browser.socket;
    browser.pass(15_000);
    expect(silent.closed).toBe(true);
    expect(store.connection.value).toMatchObject({ attempt: 1 });
    browser.pass(1_000);
    expect(browser.sockets.length).toBe(2);
    browser.socket.deliver(ACK);
    browser.pass(60_000);
    expect(store.connection.value.kind).toBe("live");
  });

  it("tries at once when the network comes back", () => {
    const { browser } = open();
    browser.chance = 0.999;
    browser.socket.cut();
    browser.wake();
    expect(browser.sockets.length).toBe(2);
    browser.wake();
    expect(browser.sockets.length).toBe(2);
  });

  it.each([[4401, "signed-out"], [4403, "forbidden"]])(
    "stops for good after %i",
    (code, reason) => {
      const { browser, store } = open();
      browser.socket.cut(code);
      browser.pass(100_000);
      browser.wake();
      expect(browser.sockets.length).toBe(1);
      expect(store.connection.value).toEqual({ kind: "stopped", reason });
    },
  );

  it("is back within a second when the instance restarts", () => {
    const { browser } = open();
    browser.socket.cut();
    browser.pass(15_000);
    browser.socket.cut(1012);
    browser.pass(1_000);
    expect(browser.sockets.length).toBe(3);
  });

  it("leaves nothing behind when it is stopped", () => {
    const { browser, stop } = open();
    browser.socket.deliver(ACK);
    browser.pass(0);
    stop();
    expect(browser.pending).toBe(0);
    expect(browser.socket.closed).toBe(true);
  });

  it("shows one change at once, and many at a calm pace", () => {
    const { browser, store } = open();
    const shown: number[] = [];
    store.state.status.subscribe(({ progress }) => {
      if (progress !== undefined) shown.push(progress.done);
    });
    browser.socket.deliver(ACK);
    for (let done = 1; done <= 50; done++) {
      browser.socket.deliver({
        type: "system_status",
        payload: {
          status: "PROCESSING_SNAPSHOT",
          progress: { done, total: 50 },
        },
      });
      browser.pass(20);
    }
    browser.pass(200);
    expect(shown[0]).toBe(1);
    expect(shown.at(-1)).toBe(50);
    expect(shown.length).toBeLessThan(12);
  });

  it("spreads a large sync over several paints", () => {
    const { browser, store } = open();
    const shown: number[] = [];
    store.state.known.subscribe((known) => shown.push(known));
    browser.socket.deliver(ACK);
    for (let index = 0; index < 12; index++) {
      browser.socket.deliver({
        type: "full_sync_response",
        payload: {
          conversations: Array.from(
            { length: 500 },
            (_, i) => conversation(String(500 * index + i)),
          ),
          analytics: analytics(),
          part: { index, total: 12 },
          revision: 1,
        },
      });
    }
    browser.pass(1_000);
    expect(shown).toEqual([0, 2_500, 5_000, 6_000]);
    expect(store.revision.value).toBe(1);
  });
});
