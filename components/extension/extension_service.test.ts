import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type {
  BridgeAnswer,
  BridgeRequest,
  CreatorStatus,
  WireCommand,
} from "@/extension/messages.ts";
import {
  executeHere,
  ExtensionService,
  type ExtensionServiceOptions,
  type Runtime,
} from "./extension_service.ts";

const ID = "abcdefghijklmnopabcdefghijklmnop";
const OTHER = "ponmlkjihgfedcbaponmlkjihgfedcba";
const ORIGIN = `chrome-extension://${ID}`;
const OTHER_ORIGIN = `chrome-extension://${OTHER}`;

const CREATOR: CreatorStatus = {
  creator: { id: "9001", name: "Robin", username: null },
  pairing: {
    origin: "https://rapport.example",
    userId: "u_1",
    name: "Laptop",
    pairedAt: 0,
  },
  connection: { state: "connected", detail: null },
  chats: 1,
  messages: 2,
  waiting: 0,
  delivered: 2,
  evicted: 0,
  refused: 0,
  snapshot: null,
  lastCapturedAt: null,
  lastDeliveredAt: null,
  lastError: null,
};
const STATUS: BridgeAnswer = {
  ok: true,
  version: "0.1.0",
  creators: [CREATOR],
};
const COMMAND: WireCommand = {
  command_id: "c_1",
  chat_id: "1001",
  text: "Good morning",
};
const RESULT = { command_id: "c_1", status: "succeeded" } as const;

type Answering = (request: BridgeRequest) => unknown;

/** A browser with these extensions, and what was asked of them. */
function browserWith(extensions: Record<string, Answering>) {
  const asked: [id: string, request: BridgeRequest][] = [];
  let isLooking = false;
  let failure: { message: string } | undefined;
  const complaints: string[] = [];
  const runtime: Runtime = {
    sendMessage(id, request, callback) {
      asked.push([id, request]);
      const answering = extensions[id];
      const answer = answering?.(request);
      if (answer === NEVER) return;
      queueMicrotask(() => {
        failure = answer === undefined
          ? { message: "Receiving end does not exist." }
          : undefined;
        isLooking = false;
        callback(answer);
        if (failure !== undefined && !isLooking) {
          complaints.push(`Unchecked runtime.lastError: ${failure.message}`);
        }
        failure = undefined;
      });
    },
    get lastError() {
      isLooking = true;
      return failure;
    },
  };
  return { runtime, asked, complaints, extensions };
}

const NEVER = Symbol("never");

/** An extension that is paired, with something stored. */
const paired: Answering = ({ type }): BridgeAnswer => {
  switch (type) {
    case "get_agent_status":
      return STATUS;
    case "get_all_chats_from_db":
      return { ok: true, chats: [{ id: "1001" }] };
    case "get_all_messages_from_db":
      return { ok: true, messages: [{ id: "7" }] };
    case "execute_agent_command":
      return { ok: true, result: RESULT };
  }
};

function service(
  extensions: Record<string, Answering>,
  options: Partial<ExtensionServiceOptions> = {},
) {
  const browser = browserWith(extensions);
  const { runtime } = browser;
  return {
    ...browser,
    service: new ExtensionService({ origins: [ORIGIN], runtime, ...options }),
  };
}

describe("an extension that is here", () => {
  it("says how it stands, and gives what it has stored", async () => {
    const { service: here, asked } = service({ [ID]: paired }, {
      userId: "u_1",
    });
    expect(await here.status()).toEqual({
      version: "0.1.0",
      creators: [CREATOR],
    });
    expect(await here.chats()).toEqual([{ id: "1001" }]);
    expect(await here.messages("1001")).toEqual([{ id: "7" }]);
    expect(await here.execute(COMMAND)).toEqual(RESULT);
    expect(asked).toEqual([
      { type: "get_agent_status" },
      { type: "get_all_chats_from_db" },
      { type: "get_all_messages_from_db", payload: { chatId: "1001" } },
      { type: "execute_agent_command", payload: COMMAND },
    ].map((request) => [ID, { ...request, userId: "u_1" }]));
  });

  it("is found among those of other browsers", async () => {
    const { service: here, asked } = service({ [OTHER]: paired }, {
      origins: [null, ORIGIN, "moz-extension://x", ORIGIN, OTHER_ORIGIN],
    });
    expect(await here.chats()).toEqual([{ id: "1001" }]);
    expect(asked.map(([id]) => id)).toEqual([ID, OTHER, OTHER]);
    // From then on it alone is asked.
    await here.status();
    expect(asked.map(([id]) => id)).toEqual([ID, OTHER, OTHER, OTHER]);
  });

  it("is looked for again when it has gone", async () => {
    const { service: here, extensions } = service({ [ID]: paired });
    expect(await here.status()).not.toBeNull();
    delete extensions[ID];
    expect(await here.status()).toBeNull();
    extensions[ID] = paired;
    expect(await here.status()).not.toBeNull();
  });
});

describe("without an extension", () => {
  it.each<[string, Record<string, Answering>]>([
    ["none is installed", {}],
    ["it refuses", { [ID]: () => ({ ok: false, error: "Not paired." }) }],
    ["it answers with nothing", { [ID]: () => null }],
    ["it answers with a text", { [ID]: () => "ok" }],
    ["it answers something else", { [ID]: () => ({ ok: true, chats: [] }) }],
    ["it throws", {
      [ID]: () => {
        throw new TypeError("Invalid extension id");
      },
    }],
  ])("everything is null, quietly, where %s", async (_, extensions) => {
    const { service: here, complaints } = service(extensions);
    expect(await here.status()).toBeNull();
    expect(await here.chats()).toBeNull();
    expect(await here.messages("1001")).toBeNull();
    expect(await here.execute(COMMAND)).toBeNull();
    expect(complaints).toEqual([]);
  });

  it("nobody is asked where no page may ask, or no Agent is one", async () => {
    const { service: here } = service({}, { runtime: null });
    expect(await here.status()).toBeNull();
    const { service: none, asked } = service({ [ID]: paired }, {
      origins: [null, "https://evil.example", `${ORIGIN}x`],
    });
    expect(await none.execute(COMMAND)).toBeNull();
    expect(asked).toEqual([]);
  });
});

describe("an extension that does not answer", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is given up after a while", async () => {
    const { service: here } = service({ [ID]: () => NEVER }, {
      patienceMs: 500,
    });
    const status = here.status();
    await vi.advanceTimersByTimeAsync(499);
    expect(await Promise.race([status, Promise.resolve("waits")]))
      .toBe("waits");
    await vi.advanceTimersByTimeAsync(1);
    expect(await status).toBeNull();
  });

  it("has a minute for a command", async () => {
    const { service: here } = service({
      [ID]: (request) =>
        request.type === "execute_agent_command" ? NEVER : paired(request),
    });
    const result = here.execute(COMMAND);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(await Promise.race([result, Promise.resolve("waits")]))
      .toBe("waits");
    await vi.advanceTimersByTimeAsync(1);
    expect(await result).toBeNull();
  });
});

describe("executing here", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** A page of the service, in a browser with these extensions. */
  function page(extensions: Record<string, Answering>, origins = [ORIGIN]) {
    const browser = browserWith(extensions);
    const requests: string[] = [];
    vi.stubGlobal("chrome", { runtime: browser.runtime });
    vi.stubGlobal("fetch", (path: string) => {
      requests.push(path);
      const agents = origins.map((extension_origin) => ({ extension_origin }));
      return Promise.resolve(Response.json({ agents }));
    });
    return { ...browser, requests };
  }

  it("asks nobody where no extension may be asked", async () => {
    const { requests } = page({});
    vi.stubGlobal("chrome", undefined);
    expect(await executeHere(COMMAND)).toBeNull();
    vi.stubGlobal("chrome", {});
    expect(await executeHere(COMMAND)).toBeNull();
    expect(requests).toEqual([]);
  });

  it("leaves it to the service where no paired extension is here", async () => {
    const { asked, requests } = page({ [OTHER]: paired });
    expect(await executeHere(COMMAND, "u_1")).toBeNull();
    expect(requests).toEqual(["/api/v1/agents"]);
    expect(asked.map(([, { type }]) => type)).toEqual(["get_agent_status"]);
  });

  it("has the paired extension do it, which it then knows", async () => {
    const { asked, requests, extensions } = page({ [ID]: paired });
    expect(await executeHere(COMMAND, "u_1")).toEqual(RESULT);
    expect(await executeHere(COMMAND, "u_1")).toEqual(RESULT);
    expect(requests).toEqual(["/api/v1/agents"]);
    expect(asked.map(([, { type, userId }]) => `${type} ${userId}`)).toEqual([
      "get_agent_status u_1",
      "execute_agent_command u_1",
      "execute_agent_command u_1",
    ]);
    delete extensions[ID];
    expect(await executeHere(COMMAND, "u_1")).toBeNull();
    expect(await executeHere(COMMAND, "u_1")).toBeNull();
    expect(requests).toHaveLength(2);
  });

  it("never rejects", async () => {
    page({ [ID]: paired });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    expect(await executeHere(COMMAND, "u_2")).toBeNull();
  });
});
