// deno-lint-ignore-file no-window no-window-prefix
/* Checks of the window, and of `Function.prototype.toString`. */

check("window: has no other names", () =>
  Object.getOwnPropertyNames(window)
    // A page that may talk to an extension gets this from the browser itself.
    .filter((name) => name !== "browser"));

check(
  "window: its names come in the same order",
  () => Object.keys(window).filter((name) => name !== "browser"),
);

check("window: has no frames, and the document is as it was sent", () => {
  equal(window.length, 0, "frames");
  equal(document.querySelectorAll("iframe").length, 0, "iframes");
  const [first, second] = document.documentElement.children;
  equal([first.tagName, second.tagName], ["HEAD", "BODY"], "children");
  return [...document.documentElement.attributes].map(({ name }) => name);
});

check("window: `window.fetch`, `self.fetch` and `fetch` are one", () => {
  same(window.fetch, fetch, "window.fetch");
  same(self.fetch, globalThis.fetch, "self.fetch");
  same(window.WebSocket, WebSocket, "WebSocket");
  same(self.XMLHttpRequest, XMLHttpRequest, "XMLHttpRequest");
});

check("window: a page may put its own `fetch` in place, and back", () => {
  const original = fetch;
  window.fetch = () => "mine";
  equal(window.fetch(), "mine");
  window.fetch = original;
  same(fetch, original, "fetch");
  return descriptor(window, "fetch");
});

check("window: a transferred stream comes round", async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue("through");
      controller.close();
    },
  });
  const { port1, port2 } = new MessageChannel();
  const buffer = new ArrayBuffer(8);
  const message = next(window, "message");
  window.postMessage({ stream, port1, buffer }, "*", [stream, port1, buffer]);
  const { data, ports } = await message;
  equal(heard.length, 1, "messages");
  heard.length = 0;
  equal(ports.length, 1, "ports");
  equal(data.buffer.byteLength, 8, "bytes");
  const said = next(data.port1, "message");
  data.port1.start();
  port2.postMessage("hello");
  equal((await said).data, "hello");
  const { value, done } = await data.stream.getReader().read();
  equal([value, done], ["through", false]);
});

check("window: its own messages of any name come round", async () => {
  for (
    const type of ["mine", "_OF_FORWARDER_", "_OF_RESULT_", "_OF_BACKEND_"]
  ) {
    const message = next(window, "message");
    window.postMessage({ type, payload: { event: "fetch" } }, "*");
    const { data, origin, source, isTrusted } = await message;
    equal(data, { type, payload: { event: "fetch" } });
    equal([origin, isTrusted], [location.origin, true]);
    same(source, window, "source");
  }
  equal(heard.length, 4, "messages");
  heard.length = 0;
});

check("window: functions cannot be cloned", async () => {
  return [
    (await failure(() => structuredClone(fetch))).name,
    (await failure(() => structuredClone(WebSocket))).name,
  ];
});

check("toString: is itself a built-in function", () => {
  const { toString } = Function.prototype;
  equal(toString.toString(), "function toString() { [native code] }");
  equal(toString.call(toString), "function toString() { [native code] }");
  return [anatomy(toString), descriptor(Function.prototype, "toString")];
});

check("toString: tells the source of all other functions", () => {
  class Box {
    #inside = 1;
    get inside() {
      return this.#inside;
    }
  }
  const arrow = (a) => a + 1;
  const { toString } = Function.prototype;
  equal(toString.call(arrow), "(a) => a + 1");
  return [
    toString.call(Box),
    toString.call(arrow.bind(null)),
    toString.call(new Proxy(arrow, {})),
    toString.call(Array.prototype.map),
    toString.call(Object.getOwnPropertyDescriptor(Box.prototype, "inside").get),
  ];
});

check("toString: refuses what is no function", async () => {
  const { toString } = Function.prototype;
  const errors = [];
  for (const self of [{}, null, undefined, "fetch", Object.create(fetch)]) {
    errors.push(portrait(await failure(() => toString.call(self))));
  }
  return errors;
});

check("toString: is no constructor", async () => {
  const error = await failure(() => new Function.prototype.toString());
  return portrait(error);
});

check("Promise, Response and events are untouched", () => {
  return [
    anatomy(Promise.prototype.then),
    anatomy(Response.prototype.clone),
    anatomy(Response.prototype.text),
    anatomy(EventTarget.prototype.addEventListener),
    anatomy(window.postMessage),
    anatomy(JSON.stringify),
    Reflect.ownKeys(Response.prototype).map(String),
    Reflect.ownKeys(Promise.prototype).map(String),
    Reflect.ownKeys(Object.prototype).map(String),
    Reflect.ownKeys(Function.prototype).map(String),
  ];
});
