import {
  Health,
  JsonSchemaDocument,
  OpenApiDocument,
  Readiness,
  WssSchemaQuery,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** What describes the service. */
export const schemas: EndpointGroup = {
  tag: "Schemas",
  description: "What describes the service, for machines.",
  endpoints: [
    defineEndpoint({
      operationId: "getOpenApi",
      method: "GET",
      path: "/api/v1/openapi.json",
      summary: "Describes the REST API",
      access: "open",
      answers: { 200: { description: "OpenAPI 3.1", schema: OpenApiDocument } },
    }),
    defineEndpoint({
      operationId: "getWssSchema",
      method: "GET",
      path: "/api/v1/schemas/wss",
      summary: "Describes the WebSocket messages",
      access: "open",
      parameters: WssSchemaQuery,
      answers: {
        200: {
          description: "JSON Schema of all messages of one direction",
          schema: JsonSchemaDocument,
          type: "application/schema+json",
        },
      },
    }),
  ],
};

/** Whether the service works. */
export const health: EndpointGroup = {
  tag: "Health",
  description: "Whether the service works.",
  endpoints: [
    defineEndpoint({
      operationId: "getHealth",
      method: "GET",
      path: "/healthz",
      summary: "Answers while the service serves",
      access: "open",
      answers: { 200: { description: "It does", schema: Health } },
    }),
    defineEndpoint({
      operationId: "getReadiness",
      method: "GET",
      path: "/readyz",
      summary: "Says what of the service can be used",
      description: "Without the bus or the graph server it works on, in part.",
      access: "open",
      answers: {
        200: { description: "The database answers", schema: Readiness },
        503: {
          description: "The database does not",
          schema: Readiness,
          example: { kv: "unavailable", bus: "ok", graph: "ok" },
        },
      },
    }),
  ],
};
