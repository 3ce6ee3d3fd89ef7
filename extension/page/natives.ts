/**
 * The functions of the page that the hook works with, as they were before the
 * page's first script ran. None is looked up later, as a page may replace
 * them; none is called as a method, as that would look up `call`.
 * @module
 */

/** A function whose `this` is its first argument. */
export type Uncurried<T, A extends unknown[], R> = (self: T, ...args: A) => R;
/** Any function, as far as it is only called or passed on. */
export type Callable = (...args: unknown[]) => unknown;

/** A window, as far as natives are taken from it. */
export type PageWindow = Window & typeof globalThis;

/**
 * An object that inherits nothing, as its literal says: what it does not hold is
 * missing, whatever a page adds to `Object.prototype`.
 */
export function bare<T extends object>(literal: T & { __proto__: null }): T {
  return literal;
}

/** The functions of the language itself. */
export type Core = ReturnType<typeof takeCore>;
/** The functions of a page. */
export type Natives = ReturnType<typeof takeNatives>;

/**
 * Takes functions out of a window. With a window that nobody could prepare, it
 * believes only what is built in there by name.
 */
export class Taker {
  readonly #apply: typeof Reflect.apply;
  readonly #property: typeof Reflect.getOwnPropertyDescriptor;
  readonly #uncurry: (f: unknown) => unknown;
  readonly #source: ((f: unknown) => unknown) | null;

  /** Throws a `TypeError` if functions that all others need are replaced. */
  constructor(given: PageWindow, pristine: PageWindow | null) {
    const { Reflect, Function } = pristine ?? given;
    this.#apply = Reflect.apply;
    this.#property = Reflect.getOwnPropertyDescriptor;
    const source = Function.prototype.toString;
    this.#source = pristine === null ? null : (f) => this.#apply(source, f, []);
    // Those of the given window, so that the other one can go.
    const bind = this.value<Callable>(given.Function.prototype, "bind");
    const call = this.value<Callable>(given.Function.prototype, "call");
    const apply = this.#apply;
    this.#uncurry = (f) => apply(bind, call, [f]);
  }

  /** A function that is kept as it is. */
  value<F>(owner: object, name: string): F {
    const property = this.#property(owner, name);
    return this.#native(property?.value, name);
  }

  /** A method. */
  method<T, A extends unknown[], R>(
    owner: object,
    name: string,
  ): Uncurried<T, A, R> {
    return this.#uncurry(this.value(owner, name)) as Uncurried<T, A, R>;
  }

  /** The getter of a property. */
  getter<T, R>(owner: object, name: string): Uncurried<T, [], R> {
    const property = this.#property(owner, name);
    const get = this.#native<unknown>(property?.get, `get ${name}`);
    return this.#uncurry(get) as Uncurried<T, [], R>;
  }

  #native<F>(value: unknown, name: string): F {
    if (typeof value !== "function") throw new TypeError(`no ${name}`);
    if (
      this.#source !== null &&
      this.#source(value) !== `function ${name}() { [native code] }`
    ) throw new TypeError(`${name} is not built in`);
    return value as F;
  }
}

/** What a property is set to; inherits nothing that a page could add. */
interface Value {
  __proto__: null;
  value: unknown;
}

/** Takes what every part of the hook needs. */
export function takeCore(take: Taker, w: PageWindow) {
  const define = take.value<
    (target: object, key: PropertyKey, property: Value) => boolean
  >(w.Reflect, "defineProperty");
  const then = take.method<
    Promise<unknown>,
    [unknown, unknown],
    Promise<unknown>
  >(w.Promise.prototype, "then");
  const encode = take.method<TextEncoder, [string], Uint8Array>(
    w.TextEncoder.prototype,
    "encode",
  );
  const TextEncoder = take.value<typeof w.TextEncoder>(w, "TextEncoder");
  const encoder = new TextEncoder();
  const Words = take.value<typeof Uint32Array>(w, "Uint32Array");
  const Bytes = take.value<typeof Uint8Array>(w, "Uint8Array");
  const Typed = w.Reflect.getPrototypeOf(Bytes.prototype) ?? {};
  const hasOwn = take.method<object, [PropertyKey], boolean>(
    w.Object.prototype,
    "hasOwnProperty",
  );
  return {
    apply: take.value<typeof Reflect.apply>(w.Reflect, "apply"),
    construct: take.value<typeof Reflect.construct>(w.Reflect, "construct"),
    ownKeys: take.value<typeof Reflect.ownKeys>(w.Reflect, "ownKeys"),
    isArray: take.value<typeof Array.isArray>(w.Array, "isArray"),
    define,
    /** The value of a property of its own; `undefined`: it has none. */
    own(target: object, key: PropertyKey): unknown {
      return hasOwn(target, key)
        ? (target as Record<PropertyKey, unknown>)[key]
        : undefined;
    },
    /**
     * Calls one of the two when a promise that the page does not have is done.
     * Gives a promise for what that returns.
     */
    then<R, S>(
      promise: Promise<R>,
      done: (value: R) => S,
      failed?: (reason: unknown) => S,
    ): Promise<S> {
      // `then` asks a promise for its constructor, which a page can replace.
      define(promise, "constructor", { __proto__: null, value: undefined });
      return then(promise, done, failed) as Promise<S>;
    },
    parse: take.value<(text: string) => unknown>(w.JSON, "parse"),
    /** Only for strings and numbers: others are asked for a `toJSON`. */
    quote: take.value<(value: string | number) => string>(w.JSON, "stringify"),
    now: take.value<() => number>(w.Date, "now"),
    encode: (text: string) => encode(encoder, text),
    byteLength: take.getter<Uint8Array, number>(Typed, "byteLength"),
    slice: take.method<string, [number, number], string>(
      w.String.prototype,
      "slice",
    ),
    lowerCase: take.method<string, [], string>(
      w.String.prototype,
      "toLowerCase",
    ),
    indexOf: take.method<string, [string], number>(
      w.String.prototype,
      "indexOf",
    ),
    memory: {
      words: (length: number) => new Words(length),
      bytes: (length: number) => new Bytes(length),
    },
  };
}

/** Takes what the hook needs of a page. Throws a `TypeError` if one is missing. */
export function takeNatives(take: Taker, w: PageWindow) {
  const {
    Event,
    EventTarget,
    MessageEvent,
    Response,
    XMLHttpRequest: Xhr,
    WebSocket: Socket,
  } = w;
  const on = take.method<EventTarget, [string, unknown, unknown], void>(
    EventTarget.prototype,
    "addEventListener",
  );
  return {
    ...takeCore(take, w),
    Proxy: take.value<typeof Proxy>(w, "Proxy"),
    toString: take.value<Callable>(w.Function.prototype, "toString"),
    WeakMap: take.value<typeof WeakMap>(w, "WeakMap"),
    weakGet: take.method<WeakMap<object, unknown>, [unknown], unknown>(
      w.WeakMap.prototype,
      "get",
    ),
    weakSet: take.method<WeakMap<object, unknown>, [object, unknown], unknown>(
      w.WeakMap.prototype,
      "set",
    ),

    on,
    off: take.method<EventTarget, [string, unknown, unknown], void>(
      EventTarget.prototype,
      "removeEventListener",
    ),
    dispatch: take.method<EventTarget, [Event], boolean>(
      EventTarget.prototype,
      "dispatchEvent",
    ),
    Event: take.value<typeof Event>(w, "Event"),
    stop: take.method<Event, [], void>(
      Event.prototype,
      "stopImmediatePropagation",
    ),
    eventData: take.getter<MessageEvent, unknown>(
      MessageEvent.prototype,
      "data",
    ),
    eventSource: take.getter<MessageEvent, unknown>(
      MessageEvent.prototype,
      "source",
    ),
    postMessage: take.method<Window, [unknown, string], void>(w, "postMessage"),
    Observer: take.value<typeof MutationObserver>(w, "MutationObserver"),
    observe: take.method<MutationObserver, [Node, object], void>(
      w.MutationObserver.prototype,
      "observe",
    ),

    MessageChannel: take.value<typeof MessageChannel>(w, "MessageChannel"),
    firstPort: take.getter<MessageChannel, MessagePort>(
      w.MessageChannel.prototype,
      "port1",
    ),
    secondPort: take.getter<MessageChannel, MessagePort>(
      w.MessageChannel.prototype,
      "port2",
    ),
    startPort: take.method<MessagePort, [], void>(
      w.MessagePort.prototype,
      "start",
    ),
    postToPort: take.method<MessagePort, [unknown], void>(
      w.MessagePort.prototype,
      "postMessage",
    ),
    clock: take.method<Performance, [], number>(w.Performance.prototype, "now"),
    performance: w.performance,

    fetch: take.value<typeof fetch>(w, "fetch"),
    timeout: take.method<typeof AbortSignal, [number], AbortSignal>(
      w.AbortSignal,
      "timeout",
    ),
    AbortSignal: take.value<typeof AbortSignal>(w, "AbortSignal"),
    isAborted: take.getter<AbortSignal, boolean>(
      w.AbortSignal.prototype,
      "aborted",
    ),
    responseUrl: take.getter<Response, string>(Response.prototype, "url"),
    responseStatus: take.getter<Response, number>(
      Response.prototype,
      "status",
    ),
    responseHeaders: take.getter<Response, Headers>(
      Response.prototype,
      "headers",
    ),
    responseBody: take.getter<Response, ReadableStream | null>(
      Response.prototype,
      "body",
    ),
    cloneResponse: take.method<Response, [], Response>(
      Response.prototype,
      "clone",
    ),
    header: take.method<Headers, [string], string | null>(
      w.Headers.prototype,
      "get",
    ),
    pipeTo: take.method<
      ReadableStream,
      [WritableStream<Uint8Array>],
      Promise<void>
    >(w.ReadableStream.prototype, "pipeTo"),
    WritableStream: take.value<typeof WritableStream>(w, "WritableStream"),
    TextDecoder: take.value<typeof TextDecoder>(w, "TextDecoder"),
    decode: take.method<
      TextDecoder,
      [AllowSharedBufferSource?, object?],
      string
    >(
      w.TextDecoder.prototype,
      "decode",
    ),

    send: take.value<Callable>(Xhr.prototype, "send"),
    xhrUrl: take.getter<XMLHttpRequest, string>(Xhr.prototype, "responseURL"),
    xhrStatus: take.getter<XMLHttpRequest, number>(Xhr.prototype, "status"),
    xhrState: take.getter<XMLHttpRequest, number>(Xhr.prototype, "readyState"),
    xhrType: take.getter<XMLHttpRequest, string>(
      Xhr.prototype,
      "responseType",
    ),
    xhrText: take.getter<XMLHttpRequest, string>(
      Xhr.prototype,
      "responseText",
    ),
    xhrResponse: take.getter<XMLHttpRequest, unknown>(
      Xhr.prototype,
      "response",
    ),
    xhrHeader: take.method<XMLHttpRequest, [string], string | null>(
      Xhr.prototype,
      "getResponseHeader",
    ),
    loaded: take.getter<ProgressEvent, number>(
      w.ProgressEvent.prototype,
      "loaded",
    ),
    blobText: take.method<Blob, [], Promise<string>>(w.Blob.prototype, "text"),

    WebSocket: take.value<typeof WebSocket>(w, "WebSocket"),
    socketUrl: take.getter<WebSocket, string>(Socket.prototype, "url"),
  };
}
