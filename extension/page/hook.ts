import type { Site } from "../site.ts";
import { readText } from "./body.ts";
import { Captures } from "./captures.ts";
import { Disguise } from "./disguise.ts";
import {
  KEY_ATTRIBUTE,
  MINE,
  orderText,
  type PageOrder,
  READY,
  STRICT_ATTRIBUTE,
} from "./envelope.ts";
import { watchFetch } from "./fetch.ts";
import { Hmac, isHex32 } from "./hmac.ts";
import {
  bare,
  type Natives,
  type PageWindow,
  takeNatives,
  Taker,
} from "./natives.ts";
import { Outgoing } from "./outgoing.ts";
import { kindOf } from "./paths.ts";
import { type Posted, Sending } from "./sending.ts";
import { watchSockets } from "./socket.ts";
import { watchXhr } from "./xhr.ts";

/** How long the site may take to answer a message that is sent, in ms. */
const SEND_TIMEOUT_MS = 30_000;

/**
 * Watches a page, if its relay has just handed a key over, and does nothing
 * otherwise. Nothing that it does may be seen by the page, errors included.
 */
export function startHook(page: PageWindow, site: Site): void {
  try {
    const handed = takeKey(page);
    if (handed === null) return;
    const { key, frame, pristine } = handed;
    const natives = takeNatives(new Taker(page, pristine), page);
    new Hook(page, site, natives, key, frame).start();
  } catch {
    // A window that somebody has prepared is not watched.
  }
}

/** What a relay leaves for the hook: a frame that the page never sees. */
interface Handed {
  key: string;
  /** On which the relay listens; no longer part of the document. */
  frame: Element;
  /** `null`: nobody could have prepared the page's window. */
  pristine: PageWindow | null;
}

/**
 * Takes the relay's frame out of the document. Everything is done with the
 * frame's own functions: it is as new, whoever may have prepared the page's.
 */
function takeKey(page: PageWindow): Handed | null {
  const fresh = page[0] as PageWindow | undefined;
  if (fresh === undefined) return null;
  const { Element, Reflect } = fresh;
  const frame = fresh.frameElement;
  if (frame === null) return null;
  const attribute = (name: string): string | null =>
    Reflect.apply(Element.prototype.getAttribute, frame, [name]);
  const key = attribute(KEY_ATTRIBUTE);
  if (!isHex32(key)) return null;
  const isStrict = attribute(STRICT_ATTRIBUTE) !== null;
  Reflect.apply(Element.prototype.removeAttribute, frame, [KEY_ATTRIBUTE]);
  Reflect.apply(Element.prototype.remove, frame, []);
  return { key, frame, pristine: isStrict ? fresh : null };
}

/** One page that is watched. */
class Hook {
  readonly #page: PageWindow;
  readonly #site: Site;
  readonly #natives: Natives;
  readonly #hmac: Hmac;
  readonly #frame: Element;
  readonly #origin: string;
  readonly #outgoing: Outgoing;
  readonly #captures: Captures;
  readonly #sending: Sending;
  /** Codes of messages that were posted and have not come round yet. */
  readonly #posted = bare<Record<string, true | null>>({
    __proto__: null,
  });
  /** Number of the relay's last message. */
  #heard = 0;

  constructor(
    page: PageWindow,
    site: Site,
    natives: Natives,
    key: string,
    frame: Element,
  ) {
    this.#page = page;
    this.#site = site;
    this.#natives = natives;
    this.#frame = frame;
    this.#origin = page.location.origin;
    this.#hmac = new Hmac(key, natives.memory);
    const { performance, clock } = natives;
    this.#outgoing = new Outgoing({
      core: natives,
      // Of its own: a command may come while a capture is being signed.
      hmac: new Hmac(key, natives.memory),
      clock: () => clock(performance),
      soon: this.#scheduler(() => this.#outgoing.turn()),
      post: (message, mac) => this.#post(message, mac),
    });
    this.#captures = new Captures(
      natives,
      (event, data) => this.#outgoing.seen(event, data),
    );
    this.#sending = new Sending({
      core: natives,
      post: (path, body, done) => this.#send(path, body, done),
      tell: (result) => this.#outgoing.result(result),
    });
  }

  start(): void {
    const { observe, Observer, dispatch, Event } = this.#natives;
    const listen = this.#listener();
    listen();
    // `document.open` takes all listeners of the window away.
    observe(new Observer(listen), this.#page.document, {
      __proto__: null,
      childList: true,
    });
    const natives = this.#natives;
    const page = this.#page;
    const captures = this.#captures;
    const disguise = new Disguise(natives, page);
    watchFetch(natives, page, this.#origin, disguise, captures);
    watchXhr(natives, page, this.#origin, disguise, captures);
    watchSockets(natives, page, this.#site.socketHosts, disguise, captures);
    dispatch(this.#frame, new Event(READY));
  }

  /** Calls `run` in a task of its own; not held up in hidden pages as timers are. */
  #scheduler(run: () => void): () => void {
    const { MessageChannel, firstPort, secondPort, startPort, postToPort, on } =
      this.#natives;
    const task = () => {
      try {
        run();
      } catch {
        // Nor does the page see what fails here.
      }
    };
    const channel = new MessageChannel();
    const from = secondPort(channel);
    const to = firstPort(channel);
    on(to, "message", task, { __proto__: null });
    startPort(to);
    return () => postToPort(from, null);
  }

  #post(message: object, mac: string): void {
    this.#posted[mac] = true;
    this.#natives.postMessage(this.#page, message, this.#origin);
  }

  /** Listens to the window; again and again is as good as once. */
  #listener(): () => void {
    const { on } = this.#natives;
    const options = { __proto__: null, capture: true };
    const listener = (event: MessageEvent) => {
      try {
        this.#receive(event);
      } catch {
        // It is the page's alone.
      }
    };
    return () => on(this.#page, "message", listener, options);
  }

  /** What a window is sent: the page does not see what is the extension's. */
  #receive(event: MessageEvent): void {
    const { eventSource, eventData, own, dispatch, Event, stop } =
      this.#natives;
    if (!event.isTrusted || eventSource(event) !== this.#page) return;
    const data = eventData(event);
    if (typeof data !== "object" || data === null) return;
    const type = own(data, "type");
    if (type === "_OF_FORWARDER_" || type === "_OF_RESULT_") {
      const mac = own(data, "mac");
      if (typeof mac !== "string" || own(this.#posted, mac) !== true) return;
      delete this.#posted[mac];
      // The relay, which listens next, reads it and hides it.
      dispatch(this.#frame, new Event(MINE));
    } else if (type === "_OF_BACKEND_") {
      const order = this.#orderOf(data);
      if (order === null) return;
      stop(event);
      this.#sending.take(order.name, order.order);
    }
  }

  /** A command that the relay has signed and that has not been here before. */
  #orderOf(data: object): { name: string; order: PageOrder } | null {
    const { own, encode, byteLength } = this.#natives;
    const n = own(data, "n");
    const mac = own(data, "mac");
    const payload = own(data, "payload");
    if (typeof n !== "number" || !(n > this.#heard)) return null;
    if (typeof payload !== "object" || payload === null) return null;
    const name = own(payload, "command");
    const given = own(payload, "payload");
    if (typeof name !== "string") return null;
    if (typeof given !== "object" || given === null) return null;
    // Each is read once: what was checked is what is executed.
    const order: PageOrder = {
      command_id: textOf(own(given, "command_id")),
      chat_id: textOf(own(given, "chat_id")),
      text: textOf(own(given, "text")),
      media_url: textOf(own(given, "media_url")),
    };
    const bytes = encode(orderText(n, name, order));
    this.#hmac.begin();
    this.#hmac.update(bytes, 0, byteLength(bytes));
    if (this.#hmac.end() !== mac) return null;
    this.#heard = n;
    return { name, order };
  }

  /** The only request that the hook makes: a message that was commanded. */
  #send(path: string, body: string, done: (posted: Posted) => void): void {
    const natives = this.#natives;
    const { apply, then, timeout, AbortSignal, isAborted } = natives;
    const url = this.#origin + path;
    const { epoch } = this.#captures;
    const signal = timeout(AbortSignal, SEND_TIMEOUT_MS);
    const fail = () => done({ ok: false, timedOut: isAborted(signal) });
    const answer: Promise<Response> = apply(natives.fetch, this.#page, [url, {
      __proto__: null,
      method: "POST",
      credentials: "include",
      headers: {
        __proto__: null,
        accept: "application/json, text/plain, */*",
        "content-type": "application/json",
      },
      body,
      signal,
    }]);
    then(answer, (response) => {
      const status = natives.responseStatus(response);
      const from = natives.responseUrl(response);
      readText(natives, response, (text) => {
        if (text === null) return fail();
        if (status >= 200 && status < 300) {
          const kind = kindOf(from, this.#origin);
          if (kind === "content") {
            const seen = { url: from, status, body: text, epoch };
            this.#captures.take("fetch", kind, seen);
          }
        }
        done({ ok: true, status, body: text });
      });
    }, fail);
  }
}

/** A text of a command; "" where there is none. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
