/**
 * Every message, model and identity of Rapport as Zod schemas: the only
 * definition, from which types, JSON Schema and OpenAPI are made.
 * @module
 */
export * from "./access.ts";
export * from "./chat.ts";
export * from "./commands.ts";
export * from "./conversation.ts";
export * from "./day.ts";
export * from "./entities.ts";
export * from "./export.ts";
export * from "./fans.ts";
export * from "./graph.ts";
export * from "./graph_answers.ts";
export * from "./graph_queries.ts";
export * from "./ids.ts";
export * from "./ingest.ts";
export * from "./insight_answers.ts";
export * from "./insight_queries.ts";
export * from "./insights.ts";
export * from "./json_schema.ts";
export * from "./message.ts";
export * from "./notes.ts";
export type { DayOrTime } from "./parameters.ts";
export * from "./read_answers.ts";
export * from "./read_queries.ts";
export * from "./relatedness.ts";
export * from "./search.ts";
export * from "./service.ts";
export * from "./settings.ts";
export * from "./suggestions.ts";
export * from "./system.ts";
export * from "./team.ts";
export * from "./time_zones.ts";
export * from "./timestamp.ts";
export * from "./topics.ts";
export * from "./user.ts";
export * from "./wss.ts";
export * from "./records.ts";
