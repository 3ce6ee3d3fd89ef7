// deno-lint-ignore-file no-window no-window-prefix
/* Checks of `WebSocket`. */

const SOCKET = `ws://${location.host}/ws3/self-test`;

/** An open socket. */
async function connected(make = () => new WebSocket(SOCKET)) {
  const socket = make();
  await next(socket, "open");
  return socket;
}

/** Sends a text, and gives the event with which it comes back. */
async function exchange(socket, text) {
  const answer = next(socket, "message");
  socket.send(text);
  const event = await answer;
  if (typeof event.data === "string") {
    saw("websocket", socket.url, event.data, 101);
  }
  return event;
}

async function over(socket) {
  const closed = next(socket, "close");
  socket.close();
  await closed;
}

check("WebSocket: looks like the built-in class", () => {
  equal(String(WebSocket), "function WebSocket() { [native code] }");
  return [anatomy(WebSocket), descriptor(window, "WebSocket")];
});

check("WebSocket: its constants are where they were", () => {
  const names = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];
  equal(names.map((name) => WebSocket[name]), [0, 1, 2, 3]);
  equal(names.map((name) => WebSocket.prototype[name]), [0, 1, 2, 3]);
  return names.map((name) => [
    descriptor(WebSocket, name),
    descriptor(WebSocket.prototype, name),
  ]);
});

check("WebSocket: its prototype is as it was", () => {
  same(WebSocket.prototype.constructor, WebSocket, "constructor");
  return [
    Reflect.ownKeys(WebSocket.prototype).map(String),
    Reflect.ownKeys(WebSocket.prototype).map((name) =>
      descriptor(WebSocket.prototype, name)
    ),
    descriptor(WebSocket, "prototype"),
  ];
});

check("WebSocket: an instance is one", async () => {
  const socket = new WebSocket(SOCKET);
  equal([socket.readyState, socket.binaryType, socket.url], [
    0,
    "blob",
    SOCKET,
  ]);
  same(socket.constructor, WebSocket, "constructor");
  same(Object.getPrototypeOf(socket), WebSocket.prototype, "prototype");
  equal(socket instanceof WebSocket, true);
  equal(socket instanceof EventTarget, true);
  equal(WebSocket[Symbol.hasInstance](socket), true);
  equal({} instanceof WebSocket, false);
  await next(socket, "open");
  equal(socket.readyState, WebSocket.OPEN);
  const keys = Reflect.ownKeys(socket).map(String);
  await over(socket);
  return [keys, Object.prototype.toString.call(socket)];
});

check("WebSocket: texts go there and back", async () => {
  const socket = await connected();
  const { data, origin, type, isTrusted, lastEventId, source, ports } =
    await exchange(socket, '{"online":[1,2,"👋🏽"]}');
  equal(data, '{"online":[1,2,"👋🏽"]}');
  equal(origin, SOCKET.slice(0, -"/ws3/self-test".length));
  await over(socket);
  return { type, isTrusted, lastEventId, source, ports: ports.length };
});

check("WebSocket: bytes go there and back", async () => {
  const socket = await connected();
  const bytes = new Uint8Array([1, 2, 3]);
  const blob = (await exchange(socket, bytes)).data;
  equal([...new Uint8Array(await blob.arrayBuffer())], [1, 2, 3]);
  socket.binaryType = "arraybuffer";
  const buffer = (await exchange(socket, bytes)).data;
  equal(buffer instanceof ArrayBuffer, true);
  equal([...new Uint8Array(buffer)], [1, 2, 3]);
  await over(socket);
});

check("WebSocket: each message is told once, in order", async () => {
  const socket = await connected();
  const told = [];
  socket.onmessage = ({ data }) => told.push(["onmessage", data]);
  socket.addEventListener("message", ({ data }) => told.push(["first", data]));
  socket.addEventListener("message", ({ data }) => told.push(["second", data]));
  for (const text of ["1", "2", "3"]) await exchange(socket, text);
  await over(socket);
  return told;
});

check("WebSocket: a listener may stop the others of the page", async () => {
  const socket = await connected();
  let second = 0;
  const said = new Promise((resolve) => {
    socket.addEventListener("message", (event) => {
      event.stopImmediatePropagation();
      resolve(event.data);
    }, true);
  });
  socket.addEventListener("message", () => second++);
  socket.send("stopped");
  saw("websocket", SOCKET, await said, 101);
  equal(second, 0);
  await over(socket);
});

check("WebSocket: is extended", async () => {
  class Live extends WebSocket {
    static kind = "live";
    constructor(path) {
      super(`ws://${location.host}${path}`);
      same(new.target, Live, "new.target");
      this.got = [];
      this.addEventListener("message", ({ data }) => this.got.push(data));
    }
    send(text) {
      super.send(`<${text}>`);
    }
  }
  const socket = await connected(() => new Live("/ws3/self-test"));
  equal([socket instanceof Live, socket instanceof WebSocket], [true, true]);
  same(socket.constructor, Live, "constructor");
  same(Object.getPrototypeOf(Live), WebSocket, "parent");
  equal([Live.OPEN, Live.kind, Live.name, Live.length], [1, "live", "Live", 1]);
  await exchange(socket, "hi");
  equal(socket.got, ["<hi>"]);
  await over(socket);
});

check("WebSocket: is extended the old way", async () => {
  function Old(url) {
    return Reflect.construct(WebSocket, [url], Old);
  }
  Object.setPrototypeOf(Old, WebSocket);
  Old.prototype = Object.create(WebSocket.prototype, {
    constructor: { value: Old },
  });
  const socket = await connected(() => new Old(SOCKET));
  equal([socket instanceof Old, socket instanceof WebSocket], [true, true]);
  await exchange(socket, "old");
  await over(socket);
});

check("WebSocket: is made by Reflect.construct", async () => {
  class Other {}
  const plain = await connected(() => Reflect.construct(WebSocket, [SOCKET]));
  same(plain.constructor, WebSocket, "constructor");
  const other = Reflect.construct(WebSocket, [SOCKET], Other);
  equal([other instanceof Other, other instanceof WebSocket], [true, false]);
  await exchange(plain, "made");
  await over(plain);
  WebSocket.prototype.close.call(other);
});

check("WebSocket: a class that wraps it works", async () => {
  const Original = window.WebSocket;
  window.WebSocket = new Proxy(Original, {
    construct: (target, args) => new target(...args),
  });
  try {
    const socket = await connected(() => new window.WebSocket(SOCKET));
    await exchange(socket, "wrapped");
    await over(socket);
  } finally {
    window.WebSocket = Original;
  }
  same(WebSocket, Original, "WebSocket");
});

check("WebSocket: needs `new`", async () => {
  return [
    portrait(await failure(() => WebSocket(SOCKET))),
    portrait(await failure(() => WebSocket.call({}, SOCKET))),
    portrait(await failure(() => Reflect.apply(WebSocket, null, [SOCKET]))),
  ];
});

check("WebSocket: a bad address throws", async () => {
  return [
    portrait(await failure(() => new WebSocket())),
    portrait(await failure(() => new WebSocket("ws://["))),
    portrait(await failure(() => new WebSocket("ftp://localhost/"))),
    portrait(await failure(() => new WebSocket(`${SOCKET}#part`))),
  ];
});

check("WebSocket: a bad subprotocol throws", async () => {
  return [
    portrait(await failure(() => new WebSocket(SOCKET, ["a", "a"]))),
    portrait(await failure(() => new WebSocket(SOCKET, "a b"))),
  ];
});

check("WebSocket: what its address throws comes through", async () => {
  const thrown = new Error("mine");
  const address = {
    toString() {
      throw thrown;
    },
  };
  same(await failure(() => new WebSocket(address)), thrown, "error");
});

check("WebSocket: its arguments are read as often as before", async () => {
  const reads = [];
  const url = {
    toString() {
      reads.push("url");
      return SOCKET;
    },
  };
  const protocols = {
    *[Symbol.iterator]() {
      reads.push("protocols");
      yield "one";
    },
  };
  const socket = await connected(() => new WebSocket(url, protocols));
  equal(reads, ["url", "protocols"]);
  equal(socket.protocol, "one");
  await over(socket);
});

check("WebSocket: says how it ended", async () => {
  const socket = await connected();
  const closed = next(socket, "close");
  socket.send("close");
  const { code, reason, wasClean } = await closed;
  equal([code, reason, wasClean], [4001, "as asked", true]);
  equal(socket.readyState, WebSocket.CLOSED);
  return Object.prototype.toString.call(await closed);
});

check("WebSocket: a refused connection is an error, then closed", async () => {
  const events = [];
  const socket = new WebSocket("ws://localhost:1/ws3/self-test");
  socket.onerror = ({ type }) => events.push(type);
  socket.onopen = ({ type }) => events.push(type);
  const { code, wasClean } = await next(socket, "close");
  equal([events, code, wasClean], [["error"], 1006, false]);
});

check("WebSocket: sending too early throws", async () => {
  const socket = new WebSocket(SOCKET);
  const error = portrait(await failure(() => socket.send("early")));
  await next(socket, "open");
  await over(socket);
  return error;
});

check("WebSocket: its methods want a socket", async () => {
  return [
    portrait(await failure(() => WebSocket.prototype.send.call({}, "x"))),
    portrait(await failure(() => WebSocket.prototype.url)),
  ];
});

check("WebSocket: messages that the page makes are the page's", async () => {
  const socket = await connected();
  const said = next(socket, "message");
  socket.dispatchEvent(new MessageEvent("message", { data: "made up" }));
  equal((await said).data, "made up");
  await over(socket);
});

check("window: got no messages but the page's own", () => {
  equal(heard, []);
});

check("window: asked for nothing but what the page asked for", () => {
  const entries = performance.getEntriesByType("resource")
    .map(({ name, initiatorType }) =>
      `${initiatorType} ${name.replace(location.origin, "")}`
    );
  // How often it asks until a server has noticed is the server's matter.
  return entries.filter((entry) => !entry.includes("/self-test/cancelled"))
    .sort();
});
