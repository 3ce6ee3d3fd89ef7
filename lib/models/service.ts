import { z } from "zod";

/** What is wrong with one part of a request's body. */
export const FieldError = z.object({
  pointer: z.string().meta({
    description: "Where, as a JSON pointer in a fragment",
  }),
  detail: z.string().meta({
    description: "What is wrong, or what is allowed",
  }),
}).meta({
  description: "What is wrong with one part of a request's body",
  examples: [{
    pointer: "#/keywords/0",
    detail: "must have at least 2 characters",
  }],
});
export type FieldError = z.output<typeof FieldError>;

/** An error of the REST API, as RFC 9457 has it. */
export const Problem = z.object({
  type: z.literal("about:blank"),
  title: z.string().meta({
    description: "The kind of problem, in a few words",
  }),
  status: z.int().min(400).max(599).meta({ description: "The HTTP status" }),
  detail: z.string().meta({
    description: "What went wrong this time, and what to do",
  }),
  errors: z.array(FieldError).optional().meta({
    description: "Part by part, where parts of the body are at fault",
  }),
}).meta({
  description: "An error, as RFC 9457 has it",
  examples: [{
    type: "about:blank",
    title: "Bad parameter",
    status: 400,
    detail: "limit is a whole number from 1 to 200.",
  }],
});
export type Problem = z.output<typeof Problem>;

/** The service is alive. */
export const Health = z.object({ status: z.literal("ok") }).meta({
  description: "The service is alive",
  examples: [{ status: "ok" }],
});
export type Health = z.output<typeof Health>;

const part = z.enum(["ok", "unavailable"]);

/** What of the service can be used. */
export const Readiness = z.object({
  kv: part.meta({ description: "The database" }),
  bus: part.meta({ description: "The way to other instances" }),
  graph: part.meta({ description: "The server that keeps a copy of graphs" }),
}).meta({
  description: "What of the service can be used; without `kv`, nothing",
  examples: [{ kv: "ok", bus: "ok", graph: "ok" }],
});
export type Readiness = z.output<typeof Readiness>;

/** A description of messages, as JSON Schema has it. */
export const JsonSchemaDocument = z.record(z.string(), z.unknown()).meta({
  description: "A JSON Schema, draft 2020-12",
  examples: [{
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "OutgoingWssMessage",
  }],
});
export type JsonSchemaDocument = z.output<typeof JsonSchemaDocument>;

/** The description of the REST API. */
export const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.object({ title: z.string(), version: z.string() }).loose(),
  paths: z.record(z.string(), z.unknown()),
}).meta({
  description: "A description of the REST API, as OpenAPI 3.1 has it",
  examples: [{
    openapi: "3.1.1",
    info: { title: "Rapport", version: "1.1.0" },
    paths: {},
  }],
});
export type OpenApiDocument = z.output<typeof OpenApiDocument>;
