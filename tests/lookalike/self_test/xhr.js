/* Checks of `XMLHttpRequest`. */

/** Sends a request; resolves with it at its end, whatever that is. */
function request(method, url, prepare = () => {}, body = null) {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.addEventListener("loadend", () => resolve(xhr));
    xhr.open(method, url);
    prepare(xhr);
    xhr.send(body);
  });
}

check("XHR: the class is as it was", () => {
  same(XMLHttpRequest.prototype.constructor, XMLHttpRequest, "constructor");
  return [
    anatomy(XMLHttpRequest),
    descriptor(window, "XMLHttpRequest"),
    [0, 1, 2, 3, 4].map((state) =>
      Object.keys(XMLHttpRequest).find((key) => XMLHttpRequest[key] === state)
    ),
  ];
});

check("XHR: its methods look built in", () => {
  const { prototype } = XMLHttpRequest;
  equal(String(prototype.send), "function send() { [native code] }");
  const methods = ["open", "send", "abort", "setRequestHeader"];
  return [
    Reflect.ownKeys(prototype).map(String),
    methods.map((name) => anatomy(prototype[name])),
    methods.map((name) => descriptor(prototype, name)),
    descriptor(prototype, "responseText"),
    descriptor(prototype, "onload"),
  ];
});

check("XHR: an instance has nothing of its own", () => {
  const xhr = new XMLHttpRequest();
  same(Object.getPrototypeOf(xhr), XMLHttpRequest.prototype, "prototype");
  same(xhr.constructor, XMLHttpRequest, "constructor");
  equal(Reflect.ownKeys(xhr), []);
  equal([xhr.readyState, xhr.status, xhr.responseURL], [0, 0, ""]);
  return Object.prototype.toString.call(xhr);
});

check("XHR: reads an answer", async () => {
  const url = api("chats/1001/messages?limit=10", "spaced");
  const xhr = await request("GET", url);
  equal([xhr.status, xhr.readyState], [200, 4]);
  equal(xhr.responseText, await bodyOf("spaced"));
  same(xhr.response, xhr.responseText, "response");
  equal(xhr.responseURL, new URL(url, location.href).href);
  equal(Reflect.ownKeys(xhr), []);
  saw("xhr", url, xhr.responseText);
  return [xhr.statusText, xhr.getResponseHeader("content-type")];
});

check("XHR: its events come in order, each once", async () => {
  const url = api("chats", "plain");
  const events = [];
  const xhr = new XMLHttpRequest();
  for (
    const name of [
      "readystatechange",
      "loadstart",
      "load",
      "loadend",
      "error",
      "abort",
    ]
  ) {
    xhr.addEventListener(name, (event) => {
      same(event.target, xhr, "target");
      events.push([name, xhr.readyState, event.isTrusted]);
    });
    xhr[`on${name}`] = function (event) {
      same(this, xhr, "this");
      same(event.currentTarget, xhr, "currentTarget");
      events.push([`on${name}`, xhr.readyState]);
    };
  }
  xhr.open("GET", url);
  const end = next(xhr, "loadend");
  xhr.send();
  await end;
  saw("xhr", url, xhr.responseText);
  return events;
});

check("XHR: a listener may stop the others of the page", async () => {
  const url = api("chats", "plain");
  let second = 0;
  const xhr = await request("GET", url, (xhr) => {
    xhr.addEventListener("load", (event) => event.stopImmediatePropagation());
    xhr.addEventListener("load", () => second++);
  });
  equal(second, 0);
  saw("xhr", url, xhr.responseText);
});

for (const type of ["text", "json", "arraybuffer", "blob"]) {
  check(`XHR: an answer is read as ${type}`, async () => {
    const url = api("chats/1001/messages", "bare");
    const xhr = await request("GET", url, (xhr) => xhr.responseType = type);
    const isSame = Object.is(xhr.response, xhr.response);
    saw("xhr", url, await bodyOf("bare"));
    const text = type === "json"
      ? JSON.stringify(xhr.response)
      : await new Response(xhr.response).text();
    equal(text, await bodyOf("bare"));
    if (type === "text") return isSame;
    return [isSame, portrait(await failure(() => xhr.responseText))];
  });
}

check("XHR: reads a body that comes in pieces", async () => {
  const url = api("chats/1001/messages", "stream");
  let progress = 0;
  const xhr = await request(
    "GET",
    url,
    (xhr) => xhr.onprogress = () => progress++,
  );
  equal(xhr.responseText, await bodyOf("stream"));
  if (progress === 0) throw new Error("no progress");
  saw("xhr", url, xhr.responseText);
});

check("XHR: waits for its answer if it is to", async () => {
  const url = api("chats", "plain");
  const xhr = new XMLHttpRequest();
  xhr.open("GET", url, false);
  xhr.send();
  equal([xhr.status, xhr.readyState], [200, 4]);
  equal(xhr.responseText, await bodyOf("plain"));
  saw("xhr", url, xhr.responseText);
});

check("XHR: is extended", async () => {
  const url = api("chats", "plain");
  const calls = [];
  class Request extends XMLHttpRequest {
    constructor() {
      super();
      same(new.target, Request, "new.target");
    }
    send(...args) {
      calls.push(args.length);
      return super.send(...args);
    }
  }
  const xhr = new Request();
  equal([xhr instanceof Request, xhr instanceof XMLHttpRequest], [true, true]);
  same(xhr.constructor, Request, "constructor");
  same(Object.getPrototypeOf(Request), XMLHttpRequest, "parent");
  const end = next(xhr, "loadend");
  xhr.open("GET", url);
  xhr.send();
  await end;
  equal(calls, [0]);
  saw("xhr", url, xhr.responseText);
});

check("XHR: is made by Reflect.construct", () => {
  class Other {}
  const xhr = Reflect.construct(XMLHttpRequest, [], Other);
  equal(xhr instanceof Other, true);
  XMLHttpRequest.prototype.open.call(xhr, "GET", "/self-test/plain");
});

check("XHR: needs `new`", async () => {
  return portrait(await failure(() => XMLHttpRequest()));
});

check("XHR: a page may put its own `send` in place, and back", async () => {
  const url = api("chats", "plain");
  const { prototype } = XMLHttpRequest;
  const original = prototype.send;
  const bodies = [];
  prototype.send = function (body) {
    bodies.push(body);
    return original.call(this, body);
  };
  try {
    const xhr = await request("GET", url);
    saw("xhr", url, xhr.responseText);
  } finally {
    prototype.send = original;
  }
  equal(bodies, [null]);
  same(prototype.send, original, "send");
});

check("XHR: `send` gives nothing back", () => {
  const xhr = new XMLHttpRequest();
  xhr.open("GET", "/self-test/plain");
  equal(xhr.send(), undefined);
});

check("XHR: `send` before `open` throws", async () => {
  return portrait(await failure(() => new XMLHttpRequest().send()));
});

check("XHR: `send` twice throws", async () => {
  const xhr = new XMLHttpRequest();
  xhr.open("GET", "/self-test/plain");
  xhr.send();
  return portrait(await failure(() => xhr.send()));
});

check("XHR: `send` of something else throws", async () => {
  const { send } = XMLHttpRequest.prototype;
  return [
    portrait(await failure(() => send.call({}))),
    portrait(await failure(() => send())),
    portrait(await failure(() => send.call(XMLHttpRequest.prototype))),
  ];
});

check("XHR: a body is turned into text once", async () => {
  let times = 0;
  const body = {
    toString() {
      times++;
      return "mine";
    },
  };
  const xhr = await request("POST", "/self-test/echo", () => {}, body);
  equal(times, 1);
  equal(JSON.parse(xhr.responseText).body, "mine");
});

check("XHR: posts, and gets the message", async () => {
  const url = api("chats/1001/messages", "post");
  const xhr = await request("POST", url, (xhr) => {
    xhr.setRequestHeader("content-type", "application/json");
  }, "{}");
  equal(xhr.responseText, await bodyOf("post"));
  saw("xhr", url, xhr.responseText);
});

check("XHR: tells how an upload goes", async () => {
  const events = [];
  await request("POST", "/self-test/echo", ({ upload }) => {
    for (const name of ["loadstart", "load", "loadend"]) {
      upload.addEventListener(name, () => events.push(name));
    }
  }, "x".repeat(10_000));
  equal(events, ["loadstart", "load", "loadend"]);
});

check("XHR: aborted before it is answered", async () => {
  const events = [];
  const xhr = new XMLHttpRequest();
  for (const name of ["load", "error", "abort", "loadend"]) {
    xhr.addEventListener(name, () => events.push([name, xhr.readyState]));
  }
  xhr.open("GET", api("chats", "slow"));
  xhr.send();
  xhr.abort();
  equal([xhr.status, xhr.readyState], [0, 0]);
  await (await fetch("/self-test/slow")).text();
  return events;
});

check("XHR: aborted while its body comes", async () => {
  const xhr = await request("GET", api("chats", "endless"), (xhr) => {
    xhr.onprogress = () => xhr.abort();
  });
  equal([xhr.status, xhr.responseText], [0, ""]);
});

check("XHR: too slow for its time limit", async () => {
  const events = [];
  const xhr = await request("GET", api("chats", "endless"), (xhr) => {
    xhr.timeout = 40;
    for (const name of ["load", "error", "abort", "timeout"]) {
      xhr.addEventListener(name, () => events.push(name));
    }
  });
  equal([events, xhr.status], [["timeout"], 0]);
});

check("XHR: a connection that breaks off is an error", async () => {
  const events = [];
  const note = (xhr) => {
    for (const name of ["load", "error", "abort", "timeout"]) {
      xhr.addEventListener(name, () => events.push(name));
    }
  };
  const refused = await request(
    "GET",
    "http://localhost:1/api2/v2/chats",
    note,
  );
  const cut = await request("GET", api("chats", "cut"), note);
  equal(events, ["error", "error"]);
  equal([refused.status, cut.status], [0, 0]);
});

check(
  "XHR: one that waits throws where the connection breaks off",
  async () => {
    const xhr = new XMLHttpRequest();
    xhr.open("GET", "http://localhost:1/api2/v2/chats", false);
    return portrait(await failure(() => xhr.send()));
  },
);

check("XHR: a redirect is followed", async () => {
  const xhr = await request("GET", api("chats", "redirect"));
  const url = new URL(api("chats", "plain"), location.href).href;
  equal(xhr.responseURL, url);
  saw("xhr", url, xhr.responseText);
});

check("XHR: an error of the site is an answer", async () => {
  const xhr = await request("GET", api("chats", "failure"));
  equal([xhr.status, xhr.responseText], [500, await bodyOf("failure")]);
});

check("XHR: one object serves twice", async () => {
  const xhr = new XMLHttpRequest();
  let loads = 0;
  xhr.onload = () => loads++;
  for (const variant of ["plain", "bare"]) {
    const url = api("chats", variant);
    const end = next(xhr, "loadend");
    xhr.open("GET", url);
    xhr.send();
    await end;
    saw("xhr", url, xhr.responseText);
  }
  equal(loads, 2);
});

check("XHR: events that the page makes are the page's", () => {
  const xhr = new XMLHttpRequest();
  let loads = 0;
  xhr.onload = () => loads++;
  xhr.dispatchEvent(new ProgressEvent("load"));
  equal(loads, 1);
});

check("XHR: a big body comes whole", async () => {
  const xhr = await request("GET", api("chats", "big"));
  equal(xhr.responseText.length, (await bodyOf("big")).length);
});

check("XHR: a session is named", async () => {
  const url = api("users/me", "identity");
  const xhr = await request("GET", url);
  saw("xhr", url, xhr.responseText);
});
