/**
 * The REST API, described once: by what its routes read and answer, in the
 * models' schemas. Its OpenAPI document, its page for people and its clients are
 * made from this.
 * @module
 */
import { access } from "./access.ts";
import { commands } from "./commands.ts";
import { conversations } from "./conversations.ts";
import { data } from "./data.ts";
import type { EndpointGroup } from "./endpoint.ts";
import { graph } from "./graph.ts";
import { insights } from "./insights.ts";
import { health, schemas } from "./service.ts";
import { settings } from "./settings.ts";
import { suggestions } from "./suggestions.ts";
import { team } from "./team.ts";
import { topics } from "./topics.ts";

/** Every endpoint, in the order in which people read of them. */
export const GROUPS: readonly EndpointGroup[] = [
  conversations,
  commands,
  suggestions,
  insights,
  topics,
  graph,
  settings,
  access,
  team,
  data,
  schemas,
  health,
];

export * from "./allowed.ts";
export * from "./endpoint.ts";
export * from "./examples.ts";
export * from "./openapi.ts";
export * from "./parameters.ts";
export * from "./requests.ts";
