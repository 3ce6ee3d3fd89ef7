// deno-lint-ignore-file no-window no-window-prefix
/* Checks of `fetch`. */

check("fetch: looks like the built-in function", () => {
  equal(String(fetch), "function fetch() { [native code] }");
  return anatomy(fetch);
});

check("fetch: its property is as it was", () => descriptor(window, "fetch"));

check("fetch: is no constructor", async () => {
  const error = await failure(() => new fetch("/self-test/plain"));
  return portrait(error);
});

check("fetch: gives a promise like any other", async () => {
  const promise = fetch("/self-test/plain");
  same(Object.getPrototypeOf(promise), Promise.prototype, "prototype");
  same(promise.constructor, Promise, "constructor");
  equal(Reflect.ownKeys(promise), [], "keys");
  same(Promise.resolve(promise), promise, "resolved promise");
  await (await promise).text();
});

check("fetch: each call gives a promise of its own", async () => {
  const [one, other] = [fetch("/self-test/plain"), fetch("/self-test/plain")];
  if (one === other) throw new Error("it is the same");
  await Promise.all([one, other]);
});

check("fetch: an answer says where it comes from", async () => {
  const url = api("chats?limit=10", "plain");
  const response = await fetch(url);
  same(Object.getPrototypeOf(response), Response.prototype, "prototype");
  equal(Reflect.ownKeys(response), [], "keys");
  equal(new URL(response.url).href, new URL(url, location.href).href);
  const { status, statusText, ok, redirected, type } = response;
  saw("fetch", url, await response.text());
  return { status, statusText, ok, redirected, type };
});

check("fetch: an answer's body is unread and unlocked", async () => {
  const url = api("chats?limit=10", "plain");
  const response = await fetch(url);
  equal(response.bodyUsed, false, "bodyUsed");
  equal(response.body.locked, false, "locked");
  same(response.body, response.body, "body");
  equal(
    Object.prototype.toString.call(response.body),
    "[object ReadableStream]",
  );
  const text = await response.text();
  equal(response.bodyUsed, true, "bodyUsed after");
  saw("fetch", url, text);
});

check("fetch: an answer's headers can be read and listed", async () => {
  const url = api("users/list?m[]=1001", "plain");
  const response = await fetch(url);
  saw("fetch", url, await response.text());
  const names = [...response.headers.keys()].filter((name) => name !== "date");
  return [names, response.headers.get("content-type")];
});

for (const way of ["text", "json", "arrayBuffer", "blob", "bytes"]) {
  check(`fetch: a body is read by ${way}()`, async () => {
    const url = api("chats/1001/messages?limit=10", "spaced");
    const response = await fetch(url);
    const read = await response[way]();
    saw("fetch", url, await bodyOf("spaced"));
    if (way === "json") return read;
    const text = await new Response(read).text();
    equal(text, await bodyOf("spaced"));
    return Object.prototype.toString.call(read);
  });
}

check("fetch: a body can be read only once", async () => {
  const url = api("users/1001", "plain");
  const response = await fetch(url);
  saw("fetch", url, await response.text());
  return portrait(await failure(() => response.text()));
});

check("fetch: an answer can be cloned, and both be read", async () => {
  const url = api("chats/1001/messages", "stream");
  const response = await fetch(url);
  const clone = response.clone();
  equal(response.bodyUsed, false);
  const [one, other] = await Promise.all([response.text(), clone.text()]);
  equal(one, other);
  equal(one, await bodyOf("stream"));
  saw("fetch", url, one);
});

check("fetch: an answer that is read cannot be cloned", async () => {
  const url = api("chats", "plain");
  const response = await fetch(url);
  saw("fetch", url, await response.text());
  return portrait(await failure(() => response.clone()));
});

check("fetch: a body comes piece by piece", async () => {
  const url = api("chats/1001/messages", "stream");
  const { body } = await fetch(url);
  const reader = body.getReader();
  equal(body.locked, true);
  const decoder = new TextDecoder();
  let text = "";
  let pieces = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces++;
    if (!(value instanceof Uint8Array)) throw new Error("no bytes");
    text += decoder.decode(value, { stream: true });
  }
  equal(text, await bodyOf("stream"));
  if (pieces < 2) throw new Error(`${pieces} piece`);
  saw("fetch", url, text);
});

check("fetch: the first piece comes before the last is sent", async () => {
  const reader = (await fetch("/self-test/endless?id=first")).body.getReader();
  const { value } = await reader.read();
  equal(new TextDecoder().decode(value).slice(0, 9), '{"list":[');
  await reader.cancel();
});

check("fetch: a body can be read into the page's own bytes", async () => {
  const url = api("chats/1001/messages", "stream");
  const { body } = await fetch(url);
  const reader = body.getReader({ mode: "byob" });
  const bytes = [];
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(100));
    if (done) break;
    bytes.push(...value);
  }
  const text = new TextDecoder().decode(new Uint8Array(bytes));
  equal(text, await bodyOf("stream"));
  saw("fetch", url, text);
});

check("fetch: a body is iterated", async () => {
  const url = api("chats/1001/messages", "stream");
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of (await fetch(url)).body) {
    text += decoder.decode(piece, { stream: true });
  }
  equal(text, await bodyOf("stream"));
  saw("fetch", url, text);
});

check("fetch: a body is piped through", async () => {
  const url = api("chats/1001/messages", "stream");
  const { body } = await fetch(url);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
  }
  equal(text, await bodyOf("stream"));
  saw("fetch", url, text);
});

check("fetch: a body is forked by the page", async () => {
  const url = api("chats/1001/messages", "stream");
  const forks = (await fetch(url)).body.tee();
  const texts = await Promise.all(
    forks.map((fork) => new Response(fork).text()),
  );
  equal(texts[0], await bodyOf("stream"));
  equal(texts[1], texts[0]);
  saw("fetch", url, texts[0]);
});

check("fetch: a slow answer comes when it comes", async () => {
  const url = api("subscriptions/subscribers?offset=0", "slow");
  const text = await (await fetch(url)).text();
  equal(text, await bodyOf("slow"));
  saw("fetch", url, text);
});

check("fetch: answers come in the order of the server", async () => {
  const order = [];
  const slow = api("chats", "slow");
  const plain = api("chats", "plain");
  await Promise.all([
    fetch(slow).then((r) => r.text()).then((text) => {
      order.push("slow");
      saw("fetch", slow, text);
    }),
    fetch(plain).then((r) => r.text()).then((text) => {
      order.push("plain");
      saw("fetch", plain, text);
    }),
  ]);
  equal(order, ["plain", "slow"]);
});

check("fetch: a request object is taken", async () => {
  const url = api("chats/1001/messages", "post");
  const request = new Request(url, { method: "POST", body: "{}" });
  const text = await (await fetch(request)).text();
  equal(request.bodyUsed, true);
  equal(text, await bodyOf("post"));
  saw("fetch", url, text);
});

check("fetch: an address object is taken", async () => {
  const url = new URL(api("chats", "plain"), location.href);
  saw("fetch", url.href, await (await fetch(url)).text());
});

check("fetch: what is posted arrives", async () => {
  const form = new FormData();
  form.set("a", "1");
  const bodies = [
    "text",
    form,
    new URLSearchParams({ a: "1" }),
    new Blob(["b"]),
  ];
  const answers = [];
  for (const body of bodies) {
    const init = { method: "POST", body, headers: { "x-extra": "yes" } };
    answers.push(await (await fetch("/self-test/echo", init)).json());
  }
  equal(answers[0].body, "text");
  return answers;
});

check("fetch: cookies go along as before", async () => {
  document.cookie = "self=test; path=/self-test";
  const ask = async (credentials) =>
    (await (await fetch("/self-test/echo", { credentials })).json()).cookie;
  equal([await ask("same-origin"), await ask("omit")], ["self=test", null]);
});

check("fetch: the address is turned into text once", async () => {
  let times = 0;
  const url = {
    toString() {
      times++;
      return "/self-test/plain";
    },
  };
  await (await fetch(url)).text();
  equal(times, 1);
});

check("fetch: each option is read as often as before", async () => {
  const reads = [];
  const url = api("chats", "plain");
  const init = new Proxy({}, {
    get(_, name) {
      reads.push(`get ${String(name)}`);
      return undefined;
    },
    has(_, name) {
      reads.push(`has ${String(name)}`);
      return false;
    },
    ownKeys() {
      reads.push("keys");
      return [];
    },
  });
  saw("fetch", url, await (await fetch(url, init)).text());
  return reads;
});

check("fetch: an option that throws rejects", async () => {
  const thrown = new Error("mine");
  const init = {
    get method() {
      throw thrown;
    },
  };
  let isSync = true;
  const error = await failure(() => {
    const promise = fetch("/self-test/plain", init);
    isSync = false;
    return promise;
  });
  equal(isSync, false, "thrown at once");
  same(error, thrown, "error");
});

check("fetch: without an address it rejects", async () => {
  return portrait(await failure(() => fetch()));
});

check("fetch: a bad address rejects", async () => {
  return portrait(await failure(() => fetch("http://[")));
});

check("fetch: a bad method rejects", async () => {
  const init = { method: "CON NECT" };
  return portrait(await failure(() => fetch("/self-test/plain", init)));
});

check("fetch: another `this` rejects", async () => {
  const api = { fetch };
  return [
    portrait(await failure(() => api.fetch("/self-test/plain"))),
    portrait(await failure(() => fetch.call(1, "/self-test/plain"))),
  ];
});

check("fetch: is called, bound and applied", async () => {
  for (
    const run of [
      () => fetch.call(window, "/self-test/plain"),
      () => fetch.call(undefined, "/self-test/plain"),
      () => fetch.bind(window)("/self-test/plain"),
      () => Reflect.apply(fetch, undefined, ["/self-test/plain"]),
      () => (0, window.fetch)("/self-test/plain"),
    ]
  ) equal(await (await run()).text(), await bodyOf("plain"));
});

check("fetch: a connection that breaks off rejects", async () => {
  const error = await failure(() => fetch("http://localhost:1/api2/v2/chats"));
  return portrait(error);
});

check("fetch: a body that breaks off rejects", async () => {
  const response = await fetch(api("chats", "cut"));
  equal(response.status, 200);
  return portrait(await failure(() => response.text()));
});

check("fetch: a body that breaks off rejects its reader", async () => {
  const reader = (await fetch(api("chats", "cut"))).body.getReader();
  await reader.read();
  return portrait(await failure(() => reader.read()));
});

check("fetch: a rejection that nobody handles is told once", async () => {
  const events = [];
  const listener = (event) => {
    event.preventDefault();
    events.push(event);
  };
  addEventListener("unhandledrejection", listener);
  const promise = fetch("http://[");
  await next(window, "unhandledrejection");
  await (await fetch("/self-test/slow")).text();
  removeEventListener("unhandledrejection", listener);
  equal(events.length, 1, "events");
  same(events[0].promise, promise, "promise");
  return portrait(events[0].reason);
});

check("fetch: a rejection that is handled is not told", async () => {
  let told = 0;
  const listener = () => told++;
  addEventListener("unhandledrejection", listener);
  await fetch("http://[").catch(() => {});
  await fetch("http://localhost:1/").then(() => {}, () => {});
  await (await fetch("/self-test/slow")).text();
  removeEventListener("unhandledrejection", listener);
  equal(told, 0);
});

check("fetch: aborted before it begins", async () => {
  const signal = AbortSignal.abort();
  return portrait(
    await failure(() => fetch(api("chats", "plain"), { signal })),
  );
});

check("fetch: aborted before it is answered", async () => {
  const controller = new AbortController();
  const promise = fetch(api("chats", "slow"), { signal: controller.signal });
  controller.abort();
  return portrait(await failure(() => promise));
});

check("fetch: aborted for a reason of the page's", async () => {
  const controller = new AbortController();
  const reason = { mine: true };
  const promise = fetch(api("chats", "slow"), { signal: controller.signal });
  controller.abort(reason);
  same(await failure(() => promise), reason, "reason");
});

check("fetch: aborted while its body is read", async () => {
  const controller = new AbortController();
  const response = await fetch(api("chats", "endless"), {
    signal: controller.signal,
  });
  const text = response.text();
  controller.abort();
  return portrait(await failure(() => text));
});

check("fetch: aborted between two pieces, for a reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const response = await fetch(api("chats", "endless"), {
    signal: controller.signal,
  });
  const reader = response.body.getReader();
  await reader.read();
  controller.abort(reason);
  for (;;) {
    const error = await reader.read().then(() => null, (error) => error);
    if (error === null) continue;
    same(error, reason, "reason");
    break;
  }
});

check("fetch: too slow for its time limit", async () => {
  const signal = AbortSignal.timeout(20);
  const error = await failure(async () =>
    await (await fetch(api("chats", "endless"), { signal })).text()
  );
  return portrait(error);
});

check("fetch: a body that is given up ends at the server", async () => {
  const { body } = await fetch("/self-test/endless?id=given-up");
  await body.cancel("enough");
  for (;;) {
    const answer = await fetch("/self-test/cancelled?id=given-up");
    if (await answer.json() === true) return;
  }
});

check("fetch: a captured body that is aborted ends at the server", async () => {
  const controller = new AbortController();
  await fetch(api("chats?id=aborted", "endless"), {
    signal: controller.signal,
  });
  controller.abort();
  for (;;) {
    const answer = await fetch("/self-test/cancelled?id=aborted");
    if (await answer.json() === true) return;
  }
});

check("fetch: an error of the site is an answer", async () => {
  const response = await fetch(api("chats", "failure"));
  equal([response.status, response.ok], [500, false]);
  return await response.json();
});

check("fetch: a redirect is followed", async () => {
  const response = await fetch(api("chats", "redirect"));
  equal([response.redirected, response.status], [true, 200]);
  equal(new URL(response.url).search, "?self_test=plain");
  saw("fetch", api("chats", "plain"), await response.text());
});

check("fetch: a redirect is not followed where it must not be", async () => {
  const url = api("chats", "redirect");
  const response = await fetch(url, { redirect: "manual" });
  const { type, status } = response;
  const error = await failure(() => fetch(url, { redirect: "error" }));
  return [{ type, status }, portrait(error)];
});

check("fetch: an answer without a body has none", async () => {
  const response = await fetch(api("chats", "nothing"));
  equal(response.status, 204);
  equal(await response.text(), "");
});

check("fetch: HEAD has no body", async () => {
  const response = await fetch("/self-test/plain", { method: "HEAD" });
  equal([response.status, await response.text()], [200, ""]);
});

check("fetch: what is no JSON is read", async () => {
  equal(await (await fetch(api("chats", "text"))).text(), "this is no JSON");
});

check("fetch: a big body comes whole", async () => {
  const text = await (await fetch(api("chats", "big"))).text();
  const expected = await bodyOf("big");
  equal(text.length, expected.length, "length");
  if (text !== expected) throw new Error("it is another");
});

check("fetch: a big body comes piece by piece", async () => {
  let bytes = 0;
  for await (const piece of (await fetch(api("chats", "big"))).body) {
    bytes += piece.length;
  }
  equal(bytes, (await bodyOf("big")).length);
});

check("fetch: many at once", async () => {
  const urls = Array.from(
    { length: 20 },
    (_, i) => `/self-test/plain?i=${i}`,
  );
  const answers = await Promise.all(urls.map((url) => fetch(url)));
  equal(
    answers.map(({ url }) => new URL(url).search),
    urls.map((url) => new URL(url, location.href).search),
  );
});

check(
  "fetch: the site's own API, by other origins' names, is read",
  async () => {
    const error = await failure(() =>
      fetch("http://127.0.0.1:1/api2/v2/chats", { mode: "no-cors" })
    );
    return portrait(error);
  },
);

check("fetch: a session is named, ended and named again", async () => {
  for (
    const [path, variant] of [
      ["users/me", "identity"],
      ["chats", "plain"],
      ["users/logout", "bye"],
      ["init", "identity"],
      ["users/me", "denied"],
    ]
  ) {
    const response = await fetch(api(path, variant));
    const text = await response.text();
    const isEnd = path === "users/logout" || variant === "denied";
    saw("fetch", api(path, variant), isEnd ? "" : text, response.status);
  }
});
