import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  curlCommand,
  defineEndpoint,
  type Endpoint,
  exampleAddress,
  exampleAnswer,
  exampleOf,
  fieldsOf,
  GROUPS,
  openApiDocument,
  parametersOf,
} from "./mod.ts";

const ABOUT = { version: "1.2.3", cookie: "secret_cookie" };

const endpoints = GROUPS.flatMap(({ endpoints }) => endpoints);
const cases = endpoints.map((one): [string, Endpoint] => [
  one.operationId,
  one,
]);

const Answer = z.object({ at: z.iso.date() })
  .meta({ examples: [{ at: "2025-11-08" }] });

const example = defineEndpoint({
  operationId: "getThing",
  method: "GET",
  path: "/api/v1/things/{id}",
  summary: "Gives a thing",
  access: "session",
  parameters: z.object({
    limit: z.coerce.number().int().max(9).default(3),
    id: z.string(),
  }).meta({ examples: [{ id: "a/b", limit: 2 }] }),
  answers: { 200: { description: "It", schema: Answer } },
  problems: { 404: "There is none." },
  csv: true,
});

interface Operation {
  security?: unknown[];
  parameters: unknown[];
  responses: Record<string, Record<string, unknown>>;
}

function operation(endpoint: Endpoint): Operation {
  const group = { tag: "T", description: "T.", endpoints: [endpoint] };
  const { paths } = openApiDocument([group], ABOUT);
  const item = paths[endpoint.path] as Record<string, Operation>;
  return item[endpoint.method.toLowerCase()] as Operation;
}

describe("the registry", () => {
  it("names every operation and every address once", () => {
    const names = endpoints.map(({ operationId }) => operationId);
    const addresses = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it.each(cases)("%s has examples that fit", (_, endpoint) => {
    const { parameters, body, answers } = endpoint;
    for (const schema of [parameters, body]) {
      if (schema === undefined) continue;
      expect(schema.safeParse(exampleOf(schema)).error).toBeUndefined();
    }
    for (const answer of Object.values(answers)) {
      const { schema } = answer;
      if (schema === undefined) continue;
      expect(schema.safeParse(exampleAnswer(answer)).error).toBeUndefined();
    }
  });

  it.each(cases)(
    "%s says what each parameter and field means",
    (_, endpoint) => {
      const { body } = endpoint;
      const fields = body === undefined ? [] : fieldsOf(body);
      for (
        const { name, description } of [...parametersOf(endpoint), ...fields]
      ) {
        expect(description, name).not.toBe("");
      }
    },
  );

  it("does not type-check a name in a path without a parameter", () => {
    const endpoint = {
      ...example,
      path: "/api/v1/things/{other}",
      parameters: z.object({ id: z.string() }),
    } as const;
    // @ts-expect-error: no parameter is called `other`.
    expect(defineEndpoint(endpoint)).toBe(endpoint);
  });
});

describe("the OpenAPI document", () => {
  it("is valid", async () => {
    const document = structuredClone(openApiDocument(GROUPS, ABOUT));
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  it("has every model under its own name, and no reference to nothing", () => {
    const { components, paths } = openApiDocument(GROUPS, ABOUT);
    const { schemas } = components as { schemas: Record<string, unknown> };
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(["Message", "TopicChange", "GraphVertex"]),
    );
    const text = JSON.stringify([components, paths]);
    const named = text.matchAll(/"\$ref":"([^"]+)"/g);
    for (const [, reference = ""] of named) {
      const [, section, name = ""] = /^#\/components\/(\w+)\/(\w+)$/
        .exec(reference) ?? [];
      expect(section, reference).toBeDefined();
      const all = components as Record<string, Record<string, unknown>>;
      expect(all[section ?? ""]?.[name], reference).toBeDefined();
    }
  });

  it("says where a parameter stands, what is allowed, and an example", () => {
    expect(operation(example).parameters).toEqual([
      {
        name: "id",
        in: "path",
        required: true,
        description: "",
        schema: { type: "string" },
        example: "a/b",
      },
      {
        name: "limit",
        in: "query",
        required: false,
        description: "",
        schema: expect.objectContaining({
          type: "integer",
          maximum: 9,
          default: 3,
        }),
        example: 2,
      },
      { $ref: "#/components/parameters/IfNoneMatch" },
    ]);
  });

  it("has all answers: JSON, CSV, not modified, and problems", () => {
    const { responses } = operation(example);
    expect(Object.keys(responses)).toEqual([
      "200",
      "304",
      "400",
      "401",
      "404",
      "406",
    ]);
    expect(responses[200]).toMatchObject({
      headers: { ETag: expect.anything() },
      content: {
        "application/json": { example: { at: "2025-11-08" } },
        "text/csv": { schema: { type: "string" } },
      },
    });
    const problem = { $ref: "#/components/schemas/Problem" };
    expect(responses[404]).toEqual({
      description: "There is none.",
      content: { "application/problem+json": { schema: problem } },
    });
  });

  it("asks for the session's cookie where one is needed", () => {
    const { components } = openApiDocument([], ABOUT);
    expect(components).toMatchObject({
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "secret_cookie" },
      },
    });
    expect(operation(example).security).toBeUndefined();
    expect(operation({ ...example, access: "open" }).security).toEqual([]);
    const open = operation({ ...example, access: "open" });
    expect(open.responses[401]).toBeUndefined();
  });

  it("is not made of a model that is written otherwise than it is read", () => {
    const { answers, body } = endpoints.find(({ operationId }) =>
      operationId === "clusterKeywords"
    ) as Endpoint;
    const twice = { ...example, body, answers: { 200: { description: "" } } };
    const answered = {
      ...example,
      operationId: "other",
      answers: { ...answers, 202: { description: "", schema: body } },
    };
    const group = { tag: "T", description: "T.", endpoints: [twice, answered] };
    expect(() => openApiDocument([group], ABOUT))
      .toThrow("KeywordClustersRequest is written otherwise than it is read");
  });
});

describe("an example request", () => {
  it("has the parameters in their places, encoded", () => {
    expect(exampleAddress(example)).toBe("/api/v1/things/a%2Fb?limit=2");
  });

  it("is a command with the cookie and the body", () => {
    const about = { origin: "http://h:1", cookie: "c" };
    const body = z.object({ a: z.int() }).meta({ examples: [{ a: 1 }] });
    expect(curlCommand({ ...example, method: "POST", body }, about)).toBe([
      "curl -sS -X POST 'http://h:1/api/v1/things/a%2Fb?limit=2'",
      '-b "c=$SESSION"',
      "-H 'content-type: application/json'",
      "-d '{\"a\":1}'",
    ].join(" \\\n  "));
  });
});
