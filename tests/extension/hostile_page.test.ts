import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../conditions.ts";
import { describeInChromium, openProfile, type Profile } from "./browser.ts";
import {
  bodiesOf,
  buildRecording,
  type RecordedPage,
  Recorder,
  resultsOf,
} from "./recorder.ts";
import { SmallSite } from "./small_site.ts";

/** In every forged text. */
const FORGED = "FORGED";
/** What is in the background's storage, and nowhere else. */
const TOKEN = "agent-token-0123456789abcdef";
/** How many forged messages are posted at once. */
const FLOOD = 10_000;

/** Built-in objects whose functions, getters and setters a page replaces. */
const OWNERS = [
  "Promise.prototype",
  "Response.prototype",
  "Headers.prototype",
  "ReadableStream.prototype",
  "WritableStream.prototype",
  "TextDecoder.prototype",
  "TextEncoder.prototype",
  "JSON",
  "Array.prototype",
  "String.prototype",
  "Number.prototype",
  "RegExp.prototype",
  "Object",
  "Object.prototype",
  "Function.prototype",
  "Reflect",
  "Symbol",
  "WeakMap.prototype",
  "Map.prototype",
  "Set.prototype",
  "Date",
  "Math",
  "Object.getPrototypeOf(Uint8Array.prototype)",
  "Object.getPrototypeOf([][Symbol.iterator]())",
  "EventTarget.prototype",
  "Event.prototype",
  "MessageEvent.prototype",
  "MessagePort.prototype",
  "MessageChannel.prototype",
  "MutationObserver.prototype",
  "Node.prototype",
  "Element.prototype",
  "Document.prototype",
  "HTMLIFrameElement.prototype",
  "SubtleCrypto.prototype",
  "Crypto.prototype",
  "Performance.prototype",
  "AbortSignal",
  "AbortSignal.prototype",
  "XMLHttpRequest.prototype",
  "XMLHttpRequestEventTarget.prototype",
  "ProgressEvent.prototype",
  "Blob.prototype",
  "WebSocket.prototype",
  "window",
];

declare global {
  /** Functions of the page's that the hook called. */
  var spied: string[];
  /** Takes all spies away. */
  var unspy: () => void;
  /** Sends one message to an open socket, and waits for its echo. */
  var exchange: (text: string) => Promise<void>;
  /** Signed messages that a page got hold of. */
  var caught: Record<string, unknown>[];
}

describeInChromium("a hostile page", () => {
  let site: SmallSite;
  let profile: Profile;
  let recorder: Recorder;
  let page: Page;
  let document: RecordedPage;
  let tags = 0;
  /** Posts that were commanded. */
  let commanded = 0;

  beforeAll(async () => {
    site = new SmallSite();
    profile = await openProfile(await buildRecording());
    recorder = await Recorder.of(profile);
    await recorder.store("token", TOKEN);
  });

  afterEach(async () => {
    for (const { url, records } of await recorder.pages()) {
      expect(JSON.stringify(records), url).not.toContain(FORGED);
    }
    expect(site.posts.length).toBe(commanded);
    expect(JSON.stringify(site.posts)).not.toContain(FORGED);
    for (const page of profile.context.pages().slice(1)) await page.close();
  });

  afterAll(async () => {
    await profile?.context.close();
    await site?.close();
  });

  /** A page that nobody has touched yet. */
  async function fresh(): Promise<Page> {
    await recorder.clear();
    page = await profile.context.newPage();
    await page.goto(`${site.origin}/empty`);
    document = await recorder.latest();
    return page;
  }

  /** What the page itself asks for is captured. */
  async function isCaptured(on = page): Promise<void> {
    const path = `/api2/v2/chats?self_test=plain&tag=${++tags}`;
    await on.evaluate(async (path) => {
      await fetch(path);
    }, path);
    await arrived(path);
  }

  async function arrived(path: string): Promise<void> {
    await eventually(
      `the capture of ${path}`,
      async () =>
        (await recorder.pages()).some(({ records }) =>
          records.some((record) =>
            record.kind === "seen" && record.data.url.endsWith(path)
          )
        ),
    );
  }

  /** A command of the background's is executed, once. */
  async function isExecuted(id: string): Promise<void> {
    commanded++;
    await recorder.command(document, {
      command_id: id,
      chat_id: "1001",
      text: `commanded ${id}`,
    });
    await eventually(
      `the result of ${id}`,
      async () =>
        resultsOf(await recorder.latest()).some((result) =>
          result.command_id === id && result.status === "succeeded"
        ),
    );
    const sent = site.posts.filter(({ body }) =>
      JSON.stringify(body).includes(`commanded ${id}<`)
    );
    expect(sent).toHaveLength(1);
  }

  /** The page saw nothing that is not its own, or forged. */
  async function heardNothing(on = page): Promise<void> {
    const all = await on.evaluate(() => globalThis.heard);
    const heard = all.map((one) => JSON.stringify(one))
      .filter((one) => !one.includes(FORGED)).join();
    expect(heard).not.toMatch(/"mac"|[0-9a-f]{64}/);
    expect(heard).not.toContain(TOKEN);
  }

  describe("forges messages", () => {
    it.each(["none", "random", "empty", "object"])(
      "with a code that is %s",
      async (mac) => {
        await fresh();
        await isCaptured();
        await page.evaluate(forge, { mac, forged: FORGED, times: 1 });
        await isCaptured();
        await isExecuted(`forged-${mac}`);
        expect(bodiesOf(await recorder.latest())).toHaveLength(3);
      },
    );

    it("as events that it makes itself", async () => {
      await fresh();
      await page.evaluate((forged) => {
        for (const type of ["_OF_FORWARDER_", "_OF_RESULT_", "_OF_BACKEND_"]) {
          const data = {
            type,
            payload: {
              event: "fetch",
              data: { url: location.href, body: forged },
              command: "send_message",
              payload: { command_id: "x", chat_id: "1", text: forged },
            },
            n: 1,
            mac: "0".repeat(64),
          };
          dispatchEvent(
            new MessageEvent("message", {
              data,
              origin: location.origin,
              source: window,
            }),
          );
        }
      }, FORGED);
      await isCaptured();
      await isExecuted("made");
    });

    it("from a frame of its own origin, and of another", async () => {
      await fresh();
      for (const origin of [site.origin, site.elsewhere]) {
        const frame = `${origin}/self-test/plain`;
        await page.evaluate(async (frame) => {
          const element = globalThis.document.createElement("iframe");
          element.src = frame;
          const loaded = new Promise((done) => element.onload = done);
          globalThis.document.body.append(element);
          await loaded;
        }, frame);
        const inner = page.frames().find((one) => one.url() === frame);
        await inner?.evaluate(forge, {
          mac: "random",
          forged: FORGED,
          times: 10,
          to: "parent",
        });
      }
      await isCaptured();
      await isExecuted("framed");
      await heardNothing();
    });

    it("from another window, of its own origin and of another", async () => {
      await fresh();
      for (const origin of [site.origin, site.elsewhere]) {
        const [other] = await Promise.all([
          profile.context.waitForEvent("page"),
          page.evaluate((url) => {
            globalThis.open(url);
          }, `${origin}/empty`),
        ]);
        await other.waitForLoadState();
        await other.evaluate(forge, {
          mac: "random",
          forged: FORGED,
          times: 10,
          to: "opener",
        });
        await other.close();
      }
      await isCaptured();
      await heardNothing();
    });

    it("by the thousand, and with 50 MB", async () => {
      await fresh();
      await isCaptured();
      await page.evaluate(forge, {
        mac: "random",
        forged: FORGED,
        times: FLOOD,
      });
      await page.evaluate((forged) => {
        const body = forged + "x".repeat(50 * 1024 * 1024);
        const data = { url: location.href, status: 200, body, at: 1, epoch: 0 };
        globalThis.postMessage({
          type: "_OF_FORWARDER_",
          payload: { event: "fetch", data },
          n: 1,
          mac: "a".repeat(64),
        }, location.origin);
      }, FORGED);
      await isCaptured();
      await isExecuted("flooded");
    });
  });

  describe("gets hold of signed messages", () => {
    /**
     * After `document.open` a page can listen before the hook does again: what
     * it hears then it can give again, or change.
     */
    async function eavesdrop(): Promise<void> {
      await page.evaluate(() => {
        globalThis.document.open();
        globalThis.caught = [];
        addEventListener("message", ({ data, isTrusted }) => {
          if (isTrusted && typeof data?.mac === "string" && !data.again) {
            globalThis.caught.push(data);
          }
        }, true);
        globalThis.document.write("<p>opened");
        globalThis.document.close();
      });
    }

    it("and gives them again, as they were and changed", async () => {
      await fresh();
      await eavesdrop();
      await isCaptured();
      await isExecuted("overheard");
      const types = await page.evaluate((forged) => {
        for (const message of globalThis.caught.slice()) {
          const text = JSON.stringify(message);
          const changed = [
            message,
            { ...message, n: Number(message.n) + 1_000 },
            JSON.parse(text.replace(/"(text|body|detail)":"/, `$&${forged}`)),
            JSON.parse(
              text.replace(/"(text|body)":"/, `$&${forged}`)
                .replace(/"n":(\d+)/, `"n":1$1`),
            ),
          ];
          for (const one of changed) {
            one.again = true;
            globalThis.postMessage(one, location.origin);
            dispatchEvent(
              new MessageEvent("message", {
                data: one,
                source: window,
                origin: location.origin,
              }),
            );
          }
        }
        return globalThis.caught.map(({ type }) => type);
      }, FORGED);
      // The attack would be none if the page had heard nothing.
      expect(new Set(types)).toEqual(
        new Set(["_OF_FORWARDER_", "_OF_BACKEND_", "_OF_RESULT_"]),
      );
      await isCaptured();
      await isExecuted("overheard-not");
      const { records } = await recorder.latest();
      expect(records.map((record) => JSON.stringify(record)))
        .toEqual([...new Set(records.map((record) => JSON.stringify(record)))]);
      expect(resultsOf(await recorder.latest())).toHaveLength(2);
    });

    it("and changes a command on its way", async () => {
      await fresh();
      await page.evaluate((forged) => {
        globalThis.document.open();
        addEventListener("message", ({ data }) => {
          if (data?.type !== "_OF_BACKEND_") return;
          data.payload.payload.text = forged;
          data.payload.payload.chat_id = "666";
        }, true);
        globalThis.document.close();
      }, FORGED);
      await recorder.command(document, {
        command_id: "changed",
        chat_id: "1001",
        text: "changed",
      });
      await isCaptured();
      expect(resultsOf(await recorder.latest())).toEqual([]);
    });

    it("but never before a document.open", async () => {
      await fresh();
      await isCaptured();
      await isExecuted("unheard");
      await heardNothing();
      expect(await page.evaluate(() => globalThis.heard)).toEqual([]);
    });
  });

  describe("replaces what the hook might use", () => {
    it.each(OWNERS)("in %s", async (owner) => {
      await fresh();
      await isCaptured();
      await page.evaluate(openSocket);
      await page.evaluate(spy, owner);
      const path = `/api2/v2/chats?self_test=plain&tag=${++tags}`;
      const xhrPath = `/api2/v2/chats?self_test=bare&tag=${++tags}`;
      const socketText = `socket ${++tags}`;
      await page.evaluate(async ([path, xhrPath, text]) => {
        fetch(path);
        const xhr = new XMLHttpRequest();
        xhr.open("GET", xhrPath);
        xhr.responseType = "json";
        xhr.send();
        await globalThis.exchange(text);
      }, [path, xhrPath, socketText] as const);
      await arrived(path);
      await arrived(xhrPath);
      await eventually(
        "the socket's frame",
        async () => bodiesOf(await recorder.latest()).includes(socketText),
      );
      await isExecuted(`spied-${OWNERS.indexOf(owner)}`);
      await page.evaluate(() => globalThis.unspy());
      expect(await page.evaluate(() => globalThis.spied)).toEqual([]);
      const bodies = new Set(bodiesOf(await recorder.latest()));
      expect(bodies).toContain('{"list":[{"id":1}],"hasMore":false}');
      expect(bodies).toContain('[1,"two",null,true,{"five":5.5}]');
      await isCaptured();
      await heardNothing();
    });

    it("spies that it would notice are noticed", async () => {
      await fresh();
      await page.evaluate(spy, "Response.prototype");
      const seen = await page.evaluate(() => {
        // A script of the name that spies look for.
        const name = "chrome-extension://x/content-scripts/page-hook.js";
        const run = new Function(
          `new Response("x").clone()\n//# sourceURL=${name}`,
        );
        run();
        globalThis.unspy();
        return globalThis.spied;
      });
      expect(seen).toContain("Response.prototype clone");
    });

    it("by answers of its own making", async () => {
      await fresh();
      await page.evaluate((forged) => {
        const made = () => new Response(forged);
        Response.prototype.clone = made;
        Response.prototype.text = () => Promise.resolve(forged);
        const lie = (owner: object, name: string, value: unknown) =>
          Object.defineProperty(owner, name, { get: () => value });
        lie(Response.prototype, "body", made().body);
        lie(Response.prototype, "url", `${location.origin}/api2/v2/init`);
        lie(XMLHttpRequest.prototype, "responseText", forged);
        lie(XMLHttpRequest.prototype, "response", forged);
        lie(MessageEvent.prototype, "data", forged);
        lie(Event.prototype, "isTrusted", true);
        TextDecoder.prototype.decode = () => forged;
        JSON.parse = () => ({ id: forged });
        JSON.stringify = () => forged;
      }, FORGED);
      await isCaptured();
      commanded++;
      await recorder.command(document, {
        command_id: "lied",
        chat_id: "1001",
        text: "Hi",
      });
      const [result] = await eventually("the result", async () => {
        const all = resultsOf(await recorder.latest());
        return all.length > 0 ? all : null;
      });
      expect(result).toEqual({
        command_id: "lied",
        status: "succeeded",
        message_id: String(550_000 + site.posts.length),
      });
    });

    it.each(["accessors", "values"])(
      "on Object.prototype, by %s",
      async (by) => {
        await fresh();
        const path = `/api2/v2/chats?self_test=plain&tag=${++tags}`;
        // The browser's tools do not work on such a page: a key puts it right.
        await page.evaluate(pollute, { by, path, forged: FORGED })
          .catch(() => {});
        await arrived(path);
        await arrived(`${path}&xhr`);
        await isExecuted(`polluted-${by}`);
        const noted = page.waitForEvent("console");
        await page.keyboard.press("u");
        expect((await noted).text()).toBe("noted ");
        await isCaptured();
        await heardNothing();
      },
    );

    it("by a `then` that takes what promises are resolved with", async () => {
      await fresh();
      await page.evaluate(() => {
        Object.defineProperty(Object.prototype, "then", {
          configurable: true,
          get() {
            globalThis.heard.push([
              "then",
              Object.prototype.toString.call(this),
            ]);
            return undefined;
          },
        });
      });
      await isCaptured();
      await isExecuted("thenable");
      const heard = await page.evaluate(() => {
        delete (Object.prototype as { then?: unknown }).then;
        return globalThis.heard;
      });
      const kinds = new Set(heard.map((one) => (one as unknown[])[1]));
      expect(kinds).toContain("[object Response]");
      for (const kind of ["CryptoKey", "ArrayBuffer", "Uint8Array"]) {
        expect(kinds).not.toContain(`[object ${kind}]`);
      }
    });

    it("by setters of Array.prototype's places, and its iterator", async () => {
      await fresh();
      const path = `/api2/v2/chats?self_test=plain&tag=${++tags}`;
      const noted = page.waitForEvent("console");
      await page.evaluate(([path, forged]) => {
        const { log } = console;
        const { port1, port2 } = new MessageChannel();
        const post = port2.postMessage.bind(port2);
        let notes = "";
        let turns = 0;
        port1.onmessage = () => {
          // Long enough for the capture; then the page is as it was.
          if (++turns < 500) return post(null);
          for (let i = 0; i < 100; i++) {
            delete (Array.prototype as Record<number, unknown>)[i];
          }
          Array.prototype[Symbol.iterator] = iterator;
          log(`noted ${notes}`);
        };
        const iterator = Array.prototype[Symbol.iterator];
        const note = () => {
          const stack = new Error().stack ?? "";
          if (stack.indexOf("page-hook.js") >= 0) notes += forged;
        };
        for (let i = 0; i < 100; i++) {
          Object.defineProperty(Array.prototype, i, {
            configurable: true,
            get: note,
            set: note,
          });
        }
        Array.prototype[Symbol.iterator] = function () {
          note();
          return iterator.call(this);
        };
        fetch(path).then(() => post(null));
      }, [path, FORGED] as const).catch(() => {});
      await arrived(path);
      expect((await noted).text()).toBe("noted ");
      await isCaptured();
    });
  });

  describe("prepares a window before its page is there", () => {
    /** What the window of another page got to see, and whether it was watched. */
    async function prepared(prepare: string): Promise<Page> {
      await fresh();
      const [other] = await Promise.all([
        profile.context.waitForEvent("page"),
        page.evaluate(([url, prepare]) => {
          const other = globalThis.open(url);
          new Function("w", "heard", prepare)(other, globalThis.heard);
        }, [`${site.origin}/empty`, prepare] as const),
      ]);
      await other.waitForLoadState();
      return other;
    }

    it("and that it only opens is captured", async () => {
      const other = await prepared("");
      await isCaptured(other);
    });

    it.each([
      [
        "its fetch",
        `w.fetch = () => Promise.resolve(new Response("${FORGED}"))`,
      ],
      [
        "a getter",
        `Object.defineProperty(w.Response.prototype, "url",
        { get: () => w.location.origin + "/api2/v2/chats" })`,
      ],
      ["a proxy", `w.WebSocket = new w.Proxy(w.WebSocket, {})`],
      [
        "call",
        `const call = w.Function.prototype.call;
        w.Function.prototype.call = function (...args) {
          heard.push(["call", ...args.map(String)]);
          return Reflect.apply(this, args[0], args.slice(1));
        }`,
      ],
      [
        "listeners",
        `const on = w.EventTarget.prototype.addEventListener;
        w.EventTarget.prototype.addEventListener = function (...args) {
          if (new Error().stack.includes("page-hook.js")) heard.push(args[0]);
          return Reflect.apply(on, this, args);
        }`,
      ],
    ])("and changes %s is left alone", async (_, change) => {
      const other = await prepared(`w.opener = null; ${change}`);
      await other.evaluate(async () => {
        const response = await fetch("/api2/v2/chats?self_test=plain&left");
        await response.text();
      });
      // What would come has come when this page's own is there.
      await isCaptured();
      const records = (await recorder.pages()).flatMap(({ records }) =>
        records
      );
      expect(JSON.stringify(records)).not.toContain("left");
      await heardNothing();
      expect(await page.evaluate(() => globalThis.heard)).toEqual([]);
    });

    it("and listens there for the key", async () => {
      const other = await prepared(`
        for (const type of ["key", "ready", "mine", "load", "message",
          "DOMNodeInserted", "DOMContentLoaded"]) {
          w.addEventListener(type, (event) => heard.push(
            [type, event.detail, w.length, w.document.documentElement?.outerHTML],
          ), true);
        }`);
      await isCaptured(other);
      const heard = await page.evaluate(() => JSON.stringify(globalThis.heard));
      expect(heard).not.toMatch(/[0-9a-f]{64}|iframe|data-key/);
    });
  });

  describe("asks for a lot", () => {
    it("with a body of 50 MB", async () => {
      await fresh();
      await isCaptured();
      const length = await page.evaluate(async () =>
        (await (await fetch("/api2/v2/chats?self_test=huge")).text()).length
      );
      expect(length).toBeGreaterThan(50 * 1024 * 1024);
      await isCaptured();
      expect(bodiesOf(await recorder.latest())).toHaveLength(2);
    });

    it("with a frame of 9 MB", async () => {
      await fresh();
      await page.evaluate(openSocket);
      await page.evaluate(async () => {
        await globalThis.exchange("x".repeat(9 * 1024 * 1024));
        await globalThis.exchange("small");
      });
      await isCaptured();
      expect(bodiesOf(await recorder.latest())[0]).toBe("small");
    });
  });

  it("has had nothing posted but what was commanded", () => {
    expect(commanded).toBeGreaterThan(OWNERS.length);
    expect(site.posts).toHaveLength(commanded);
    const ids = site.posts.map(({ body }) => JSON.stringify(body));
    expect(ids.filter((body) => !/commanded|Hi/.test(body))).toEqual([]);
  });
});

/** Posts forged messages of all kinds to a window. */
function forge(
  { mac, forged, times, to }: {
    mac: string;
    forged: string;
    times: number;
    to?: string;
  },
): void {
  const target: Window = to === undefined
    ? window
    : (to === "parent" ? globalThis.parent : globalThis.opener) as Window;
  const hex = () =>
    Array.from(
      crypto.getRandomValues(new Uint8Array(32)),
      (byte) => byte.toString(16).padStart(2, "0"),
    ).join("");
  const data = {
    url: `${location.origin}/api2/v2/chats`,
    status: 200,
    body: forged,
    at: 1,
    epoch: 0,
  };
  const result = { command_id: "x", status: "succeeded", detail: forged };
  const order = { command_id: "x", chat_id: "1001", text: forged };
  for (let i = 0; i < times; i++) {
    const signed = {
      n: 1_000_000 + i,
      ...mac === "none" ? {} : {
        mac: mac === "random"
          ? hex()
          : mac === "empty"
          ? ""
          : { toString: undefined, length: 64 },
      },
    };
    for (
      const message of [
        { type: "_OF_FORWARDER_", payload: { event: "fetch", data } },
        { type: "_OF_RESULT_", payload: result },
        {
          type: "_OF_BACKEND_",
          payload: { command: "send_message", payload: order },
        },
      ]
    ) target.postMessage({ ...message, ...signed }, "*");
  }
}

/** Opens a socket whose echo can be waited for without further functions. */
async function openSocket(): Promise<void> {
  const socket = new WebSocket(`ws://${location.host}/ws3/self-test`);
  await new Promise((done) => socket.onopen = done);
  const send = socket.send.bind(socket);
  globalThis.exchange = (text) =>
    new Promise((done) => {
      socket.onmessage = () => done();
      send(text);
    });
}

/**
 * Replaces all functions, getters and setters of an object; notes those that
 * are called by the hook, and lets every call through.
 */
function spy(owner: string): void {
  const target: object = new Function(`return ${owner}`)();
  const { apply, construct, ownKeys, getOwnPropertyDescriptor } = Reflect;
  const { defineProperty } = Reflect;
  const spied: string[] = globalThis.spied = [];
  const push = Array.prototype.push;
  const includes = String.prototype.includes;
  const GivenError = Error;
  const all: [PropertyKey, PropertyDescriptor][] = [];
  Error.stackTraceLimit = 100;
  let isBusy = false;
  const note = (name: string) => {
    if (isBusy) return;
    isBusy = true;
    const stack = new GivenError().stack ?? "";
    if (apply(includes, stack, ["page-hook.js"])) {
      apply(push, spied, [`${owner} ${name}`]);
    }
    isBusy = false;
  };
  // deno-lint-ignore ban-types
  const wrap = (f: Function, name: string) =>
    new Proxy(f, {
      apply(f, self, args) {
        note(name);
        return apply(f, self, args);
      },
      construct(f, args, newTarget) {
        note(name);
        return construct(f, args, newTarget);
      },
    });
  const skipped = ["eval", "spied", "unspy", "exchange", "heard"];
  for (const key of ownKeys(target)) {
    const name = String(key);
    const found = getOwnPropertyDescriptor(target, key);
    if (found?.configurable !== true || skipped.includes(name)) continue;
    // What the hook itself put there is the page's way to it.
    if (
      ["fetch", "WebSocket", "XMLHttpRequest"].includes(name) ||
      (name === "send" && owner.startsWith("XML")) ||
      (name === "constructor" && owner.startsWith("WebSocket")) ||
      (name === "toString" && owner.startsWith("Function"))
    ) continue;
    const next = { ...found };
    if (typeof found.value === "function") next.value = wrap(found.value, name);
    if (found.get !== undefined) next.get = wrap(found.get, name) as () => void;
    if (found.set !== undefined) {
      next.set = wrap(found.set, name) as (value: unknown) => void;
    }
    all.push([key, found]);
    try {
      defineProperty(target, key, next);
    } catch {
      // It is fixed: nobody can change it.
    }
  }
  globalThis.unspy = () => {
    for (let i = 0; i < all.length; i++) {
      const one = all[i];
      if (one !== undefined) defineProperty(target, one[0], one[1]);
    }
  };
}

/**
 * Puts properties of all names that an extension's objects might have on
 * `Object.prototype`, asks for `path`, and takes them away when a key is
 * pressed; says then which of them the hook has met.
 */
function pollute(
  { by, path, forged }: { by: string; path: string; forged: string },
): void {
  const names =
    ("get set value writable configurable enumerable apply construct has " +
      "ownKeys start write type close abort stream capture passive once signal " +
      "method body headers credentials mode detail message_id begins toJSON " +
      "command command_id chat_id text media_url payload event data url status " +
      "at epoch n mac next dropped seen result id error message childList " +
      "subtree fatal ignoreBOM size highWaterMark preventCancel key 0 1 2")
      .split(" ");
  const { log } = console;
  let notes = "";
  const note = (name: string) => {
    const stack = new Error().stack ?? "";
    if (stack.indexOf("page-hook.js") >= 0) notes += `${name} `;
  };
  addEventListener("keydown", () => {
    for (let i = 0; i < names.length; i++) {
      delete (Object.prototype as Record<string, unknown>)[names[i] ?? ""];
    }
    log(`noted ${notes}`);
  });
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? "";
    const property = Object.create(null);
    property.configurable = true;
    if (by === "values") {
      property.value = forged;
      property.writable = true;
    } else {
      property.get = () => note(name);
      property.set = () => note(name);
    }
    Object.defineProperty(Object.prototype, name, property);
  }
  fetch(path);
  const xhr = new XMLHttpRequest();
  xhr.open("GET", `${path}&xhr`);
  xhr.responseType = "json";
  xhr.send();
}
