// deno-lint-ignore-file no-unused-vars
/**
 * What the checks of the page's test have in common. A check throws where
 * something is not as in any browser; what it returns is compared between a
 * browser with the extension and one without it.
 */

performance.setResourceTimingBufferSize(10_000);

/** How long one check may take, in ms. */
const CHECK_MS = 15_000;

/** @type {{ name: string, run: () => unknown }[]} */
const checks = [];

/**
 * The outcome: `state` is "running", then "passed" or "failed"; `seen` is what
 * the page got of the site's API, in order.
 */
globalThis.selfTest = { state: "running", results: [], seen: [] };

/** Messages that the page's window got; the first listener that a page can be. */
const heard = [];
addEventListener("message", (event) => heard.push(event.data), true);

function check(name, run) {
  checks.push({ name, run });
}

async function runChecks() {
  for (const { name, run } of checks) {
    let error = null;
    let value = null;
    try {
      value = await inTime(run()) ?? null;
    } catch (thrown) {
      error = String(thrown?.stack ?? thrown);
    }
    selfTest.results.push({ name, error, value });
    const item = document.createElement("li");
    item.className = error === null ? "passed" : "failed";
    item.textContent = error === null ? name : `${name}: ${error}`;
    document.getElementById("results").append(item);
    // What was asked for last is over everywhere when this is answered.
    await (await fetch("/self-test/pause")).text();
  }
  const failed = selfTest.results.some(({ error }) => error !== null);
  selfTest.state = failed ? "failed" : "passed";
  document.getElementById("state").textContent = selfTest.state;
}

function inTime(value) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("it took too long")), CHECK_MS);
  });
  return Promise.race([value, late]);
}

/** The address of a captured answer. */
function api(path, variant) {
  return `/api2/v2/${path}${
    path.includes("?") ? "&" : "?"
  }self_test=${variant}`;
}

/** The same answer's body, by a path that is not captured. */
async function bodyOf(variant) {
  return await (await fetch(`/self-test/body?of=${variant}`)).text();
}

/** Notes an answer that a page with the extension has captured. */
function saw(event, url, body, status = 200) {
  selfTest.seen.push({
    event,
    url: new URL(url, location.href).href,
    status,
    body,
  });
}

function equal(actual, expected, what = "") {
  const [one, other] = [describe(actual), describe(expected)];
  if (one !== other) throw new Error(`${what} is ${one}, not ${other}`);
}

function same(actual, expected, what = "") {
  if (!Object.is(actual, expected)) throw new Error(`${what} is another`);
}

function describe(value) {
  return JSON.stringify(value, (_, v) => v === undefined ? "undefined" : v) ??
    String(value);
}

/** What is thrown, or what a promise rejects with. */
async function failure(run) {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

/** An error as far as a page can compare it. */
function portrait(error) {
  return {
    class: Object.prototype.toString.call(error),
    constructor: error?.constructor?.name,
    isError: error instanceof Error,
    isDomException: error instanceof DOMException,
    name: error?.name,
    code: error?.code ?? null,
    message: String(error?.message).replaceAll(location.origin, ""),
  };
}

/** Everything that a property says of itself; functions by their source. */
function descriptor(owner, name) {
  const found = Object.getOwnPropertyDescriptor(owner, name);
  return Object.fromEntries(
    Object.entries(found ?? {}).map(([key, value]) => [
      key,
      typeof value === "function"
        ? Function.prototype.toString.call(value)
        : String(value),
    ]),
  );
}

/** A function from all sides. */
function anatomy(f) {
  return {
    type: typeof f,
    name: f.name,
    length: f.length,
    own: f.toString(),
    called: Function.prototype.toString.call(f),
    applied: Reflect.apply(Function.prototype.toString, f, []),
    string: `${f}`,
    tag: Object.prototype.toString.call(f),
    keys: Reflect.ownKeys(f).map(String),
    nameOf: descriptor(f, "name"),
    lengthOf: descriptor(f, "length"),
    hasPrototype: Object.hasOwn(f, "prototype"),
    parent: Object.getPrototypeOf(f)?.name ?? "",
    isExtensible: Object.isExtensible(f),
    isFrozen: Object.isFrozen(f),
  };
}

/** Resolves with the next event of a name. */
function next(target, name) {
  return new Promise((resolve) =>
    target.addEventListener(name, resolve, { once: true })
  );
}
