import * as models from "@/lib/models/mod.ts";
import { z } from "zod";
import {
  type Answer,
  type Endpoint,
  type EndpointGroup,
  isRevalidated,
  problemsOf,
} from "./endpoint.ts";
import { exampleAnswer, exampleOf } from "./examples.ts";
import { type JsonSchema, parametersOf } from "./parameters.ts";

/** What the document says of the service. */
export interface About {
  version: string;
  /** The cookie that holds the secret of a session. */
  cookie: string;
}

const DESCRIPTION =
  "Conversations, topics, figures and the graph of a creator's own chats. " +
  "Answers are JSON, or tables as CSV where they are asked for; errors are " +
  "problem details (RFC 9457). A session's cookie opens one account, and nothing " +
  "of others.";

const SCHEMAS = "#/components/schemas/";
const NOT_MODIFIED = { $ref: "#/components/responses/NotModified" };
const IF_NONE_MATCH = { $ref: "#/components/parameters/IfNoneMatch" };
const ETAG = { $ref: "#/components/headers/ETag" };

/** The endpoints as OpenAPI 3.1 describes them. */
export function openApiDocument(
  groups: readonly EndpointGroup[],
  { version, cookie }: About,
): models.OpenApiDocument {
  const schemas = schemasOf(groups.flatMap(({ endpoints }) => endpoints));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { tag, endpoints } of groups) {
    for (const endpoint of endpoints) {
      const { method, path } = endpoint;
      const item = paths[path] ??= {};
      item[method.toLowerCase()] = operationOf(endpoint, tag, schemas);
    }
  }
  return {
    openapi: "3.1.1",
    info: { title: "Rapport", version, description: DESCRIPTION },
    servers: [{ url: "/", description: "This service" }],
    tags: groups.map(({ tag, description }) => ({ name: tag, description })),
    security: [{ session: [] }],
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: cookie,
          description: "Set by the one-time link that the service prints",
        },
        agent: {
          type: "http",
          scheme: "bearer",
          description: "The token that an Agent got for its pairing code",
        },
      },
      parameters: {
        IfNoneMatch: {
          name: "If-None-Match",
          in: "header",
          description: "The `ETag` of the answer that is known already",
          schema: { type: "string" },
        },
      },
      headers: {
        ETag: {
          description: "Names this state of the answer",
          schema: { type: "string" },
        },
      },
      responses: {
        NotModified: {
          description: "The answer is the one that is known already",
          headers: { ETag: ETAG },
        },
      },
    },
  };
}

function operationOf(
  endpoint: Endpoint,
  tag: string,
  { bodyOf, problem }: Schemas,
): unknown {
  const { operationId, summary, description, access, body } = endpoint;
  const parameters: unknown[] = parametersOf(endpoint);
  if (isRevalidated(endpoint)) parameters.push(IF_NONE_MATCH);
  const responses: Record<string, unknown> = {};
  for (const [status, answer] of Object.entries(endpoint.answers)) {
    const schema = bodyOf(operationId, status);
    responses[status] = responseOf(endpoint, answer, schema);
  }
  if (isRevalidated(endpoint)) responses[304] = NOT_MODIFIED;
  for (const [status, when] of Object.entries(problemsOf(endpoint))) {
    responses[status] = {
      description: when,
      content: { "application/problem+json": { schema: problem } },
    };
  }
  return {
    operationId,
    tags: [tag],
    summary,
    ...description === undefined ? {} : { description },
    ...access === "open" ? { security: [] } : {},
    ...access === "agent" ? { security: [{ agent: [] }] } : {},
    ...parameters.length === 0 ? {} : { parameters },
    ...body === undefined ? {} : {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: bodyOf(operationId, BODY),
            example: exampleOf(body),
          },
        },
      },
    },
    responses,
  };
}

function responseOf(
  endpoint: Endpoint,
  answer: Answer,
  body: JsonSchema,
): unknown {
  const { description, type = "application/json", headers = {} } = answer;
  const sent: Record<string, unknown> = {};
  for (const [name, description] of Object.entries(headers)) {
    sent[name] = { description, schema: { type: "string" } };
  }
  if (isRevalidated(endpoint)) sent.ETag = ETAG;
  return {
    description,
    ...Object.keys(sent).length === 0 ? {} : { headers: sent },
    ...answer.schema === undefined ? {} : {
      content: {
        [type]: { schema: body, example: exampleAnswer(answer) },
        ...endpoint.csv ? { "text/csv": { schema: { type: "string" } } } : {},
      },
    },
  };
}

/** The place of what an endpoint takes, beside those of what it answers. */
const BODY = "body";

/** Everything that requests and answers hold. */
interface Schemas {
  /** By the models' names. */
  components: Record<string, JsonSchema>;
  /** What an operation takes, or answers with a status. */
  bodyOf(operationId: string, place: string): JsonSchema;
  problem: JsonSchema;
}

/** Throws an error for a model that is written otherwise than it is read. */
function schemasOf(endpoints: readonly Endpoint[]): Schemas {
  const answers: Record<string, z.ZodType> = { problem: models.Problem };
  const bodies: Record<string, z.ZodType> = {};
  for (const { operationId, body, answers: all } of endpoints) {
    if (body !== undefined) bodies[`${operationId} ${BODY}`] = body;
    for (const [status, { schema }] of Object.entries(all)) {
      if (schema !== undefined) answers[`${operationId} ${status}`] = schema;
    }
  }
  const read = withComponents(answers, "output");
  const written = withComponents(bodies, "input");
  for (const [name, schema] of Object.entries(written.components)) {
    const other = read.components[name] ?? schema;
    if (JSON.stringify(other) === JSON.stringify(schema)) continue;
    throw new Error(`${name} is written otherwise than it is read.`);
  }
  const places = { ...read.places, ...written.places };
  const components = { ...read.components, ...written.components };
  return {
    components: Object.fromEntries(Object.entries(components).sort()),
    bodyOf: (operationId, place) => places[`${operationId} ${place}`] ?? {},
    problem: places.problem ?? {},
  };
}

/** Schemas by their places, and the models that they hold by their names. */
function withComponents(
  schemas: Record<string, z.ZodType>,
  io: "input" | "output",
): Record<"places" | "components", Record<string, JsonSchema>> {
  const names = models.namesOf(models);
  const { properties, $defs } = JSON.parse(
    JSON.stringify(
      z.toJSONSchema(z.object(schemas), { io, ...models.withNames(names) }),
    ).replaceAll('"#/$defs/', `"${SCHEMAS}`),
  );
  return { places: properties ?? {}, components: $defs ?? {} };
}
