import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Endpoint,
  exampleAddress,
  GROUPS,
  NDJSON,
  parametersOf,
} from "@/lib/api/mod.ts";
import { Problem } from "@/lib/models/mod.ts";
import { restDocument } from "@/lib/rest_document.ts";
import { Account } from "./account.ts";
import { ROOT } from "./process.ts";
import { chat, message, snapshotFrame } from "./records.ts";
import { listRoutes } from "./routes.ts";
import { databaseWith, type Service, startService } from "./service.ts";

const endpoints = GROUPS.flatMap(({ endpoints }) => endpoints);
const reading = endpoints.filter(({ method }) => method === "GET")
  .map((one): [string, Endpoint] => [one.operationId, one]);

let service: Service;
let robin: Account;

beforeAll(async () => {
  const kvPath = await databaseWith("Robin");
  service = await startService({ kvPath });
  robin = await Account.signIn(service, "Robin");
  await using agent = await robin.agent();
  // What the examples ask for is there.
  agent.send(snapshotFrame(
    [chat(1001), chat(1002)],
    [
      message(550_001, 1001, "How was your trip to Rome?"),
      message(550_002, 1001, "Lovely, the hotel was great! What did Maria do?"),
      message(550_003, 1002, "Good morning 😊"),
    ].map((one, i) => ({
      ...one,
      createdAt: new Date(Date.now() - (9 - i) * 60_000).toISOString(),
    })),
  ));
  await robin.settled(3);
  const draft = { chat_id: "1001", text: "Hi", command_id: "cmd_01" };
  const created = await robin.ask("/api/v1/commands", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(draft),
  });
  expect(created.status).toBe(201);
});

describe("the registry", () => {
  it("has every method of every route, and nothing else", async () => {
    const answered: string[] = [];
    for (const { file, pattern, kind } of listRoutes()) {
      if (kind !== "api" && !/^\/(healthz|readyz)$/.test(pattern)) continue;
      const { handler } = await import(`${ROOT}/routes/${file}`);
      const path = pattern.replaceAll(/\[(\w+)\]/g, "{$1}");
      answered.push(
        ...Object.keys(handler).map((method) => `${method} ${path}`),
      );
    }
    expect(endpoints.map(({ method, path }) => `${method} ${path}`).sort())
      .toEqual(answered.sort());
  });
});

describe("the document", () => {
  it("is there for anybody, and is valid", async () => {
    const response = await fetch(`${service.origin}/api/v1/openapi.json`);
    expect(response.status).toBe(200);
    const document = await response.json();
    expect(document).toEqual(JSON.parse(JSON.stringify(restDocument())));
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });
});

describe("an answer", () => {
  it.each(reading)("of %s is what it is said to be", async (_, endpoint) => {
    const url = new URL(exampleAddress(endpoint), service.origin);
    const { searchParams } = url;
    // The only creator of an account is called like it.
    if (searchParams.has("creator_id")) {
      searchParams.set("creator_id", robin.id);
    }
    const response = await robin.ask(url.pathname + url.search);
    const text = await response.text();
    expect(response.status, text).toBe(200);
    const { schema, type = "application/json" } = endpoint.answers[200] ?? {};
    expect(response.headers.get("content-type")?.split(";")[0]).toBe(type);
    const values = type === NDJSON ? text.trimEnd().split("\n") : [text];
    for (const value of values) {
      const body = JSON.parse(value);
      // What a schema does not name, parsing leaves out.
      expect(schema?.parse(body)).toEqual(body);
    }
  });
});

describe("a parameter that is not allowed", () => {
  const wrong: {
    id: string;
    endpoint: Endpoint;
    name: string;
    value: string;
  }[] = [];
  for (const endpoint of endpoints) {
    const id = endpoint.operationId;
    for (const { name, in: place, schema } of parametersOf(endpoint)) {
      const { maximum, enum: words } = schema;
      if (place === "path") continue;
      if (maximum !== undefined) {
        wrong.push({ id, endpoint, name, value: String(maximum + 1) });
      } else if (words !== undefined) {
        wrong.push({ id, endpoint, name, value: "nonsense" });
      }
    }
  }

  it.each(wrong)(
    "$id says what is allowed for $name",
    async ({ endpoint, name, value }) => {
      const url = new URL(exampleAddress(endpoint), service.origin);
      url.searchParams.set(name, value);
      const response = await robin.ask(url.pathname + url.search);
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type"))
        .toBe("application/problem+json");
      const body = await response.json();
      expect(Problem.parse(body)).toEqual(body);
      expect(body.detail).toMatch(
        new RegExp(`^${name} is (one of|\\w+ or|a whole number from \\d+ to)`),
      );
    },
  );
});

describe("the page of the API", () => {
  it("is there for anybody, with every endpoint", async () => {
    const response = await fetch(`${service.origin}/docs/api`);
    expect(response.status).toBe(200);
    const html = await response.text();
    for (const { operationId, path } of endpoints) {
      expect(html).toContain(`id="${operationId}"`);
      expect(html).toContain(path);
    }
    expect(html).toContain("new_raw_message");
    expect(html).toContain(`'${service.origin}/api/v1/auth/me'`);
    expect(html).not.toContain("Signed in as");
  });

  it("leads to nothing that is not there", async () => {
    const html = await (await robin.ask("/docs/api")).text();
    expect(html).toContain("Signed in as");
    for (const [, id] of html.matchAll(/href="#([\w-]+)"/g)) {
      expect(html).toContain(`id="${id}"`);
    }
    const local = [...html.matchAll(/<a[^>]* href="(\/[^"]*)"/g)]
      .map(([, path = ""]) => path);
    expect(local).toContain("/api/v1/openapi.json");
    for (const path of new Set(local)) {
      const response = await robin.ask(path);
      await response.body?.cancel();
      expect(response.status, path).toBe(200);
    }
  });
});
