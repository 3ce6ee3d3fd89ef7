/**
 * Every traversal that is sent. They keep within what Cosmos DB takes: only
 * steps that it knows, strings with bindings, and few distinct texts, as servers
 * compile each text once. See `guard.ts`, which checks them.
 * @module
 */
export * from "./control_traversals.ts";
export * from "./read_traversals.ts";
export * from "./write_traversals.ts";
