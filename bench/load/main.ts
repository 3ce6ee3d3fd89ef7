/**
 * A load generator: reads commands from its standard input and answers each on
 * its standard output (see `protocol.ts`). Ends with its standard input.
 * @module
 */
import { serveCommands } from "../commands.ts";
import { Generator } from "./generator.ts";
import type { Command, LoadResult } from "./protocol.ts";

const generator = new Generator();
await serveCommands<Command, LoadResult>((command) => generator.run(command));
