import { describe, expect, test } from "vitest";
import { eventually } from "../conditions.ts";
import { Child } from "../process.ts";
import { freePort } from "../service.ts";
import {
  gremlinMissing,
  startGremlinServer,
  testThatGremlinIsThere,
} from "./server.ts";

testThatGremlinIsThere();

describe.runIf(gremlinMissing === null)("a Gremlin Server", () => {
  test("ends when the process that started it is killed", async () => {
    const port = freePort();
    const owner = Child.start(["eval", program(port)]);
    const folder = await owner.printed("its folder", ([line]) => line);
    expect(await isTaken(port)).toBe(true);
    expect(await isThere(folder)).toBe(true);
    await owner.end("SIGKILL");
    await eventually("a free port", async () => !await isTaken(port));
    await eventually("no folder", async () => !await isThere(folder));
  });

  test("ends while it is frozen", async () => {
    const server = await startGremlinServer();
    server.freeze();
    await server.kill();
    expect(await isTaken(server.port)).toBe(false);
    expect(await isThere(server.folder)).toBe(false);
  });
});

/** Starts a server and goes on for ever. */
function program(port: number): string {
  return `
    import { findGremlin } from "@/tests/gremlin/find_gremlin.ts";
    import { launchGremlinServer } from "@/tests/gremlin/process.ts";
    const server = await launchGremlinServer(findGremlin(), { port: ${port} });
    await server.ready;
    console.log(server.folder);
    setInterval(() => {}, 1_000);
  `;
}

async function isTaken(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) return false;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
