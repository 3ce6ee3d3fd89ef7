import { compile, type JSONSchema } from "json-schema-to-typescript";
import { describe, expect, it } from "vitest";
import { type Direction, wssJsonSchema } from "./mod.ts";
import { INCOMING_FRAMES, OUTGOING_FRAMES } from "./testing.ts";

const CASES: [Direction, string, Record<string, unknown>][] = [
  ["incoming", "IncomingWssMessage", INCOMING_FRAMES],
  ["outgoing", "OutgoingWssMessage", OUTGOING_FRAMES],
];

interface UnionSchema extends JSONSchema {
  oneOf: { $ref: string }[];
  $defs: Record<string, JSONSchema>;
}

function schemaOf(direction: Direction): UnionSchema {
  return wssJsonSchema(direction) as UnionSchema;
}

/** Runs `deno check` on files with these contents; gives what it complains of. */
async function typeErrors(files: Record<string, string>): Promise<string> {
  const root = new URL("../../.data/", import.meta.url).pathname;
  await Deno.mkdir(root, { recursive: true });
  const dir = await Deno.makeTempDir({ dir: root, prefix: "types-" });
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${dir}/${name}`, text);
    }
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--no-config", "--quiet", ...Object.keys(files)],
      cwd: dir,
      env: { NO_COLOR: "1" },
    }).output();
    return success ? "" : new TextDecoder().decode(stderr);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

describe.each(CASES)("the %s schema", (direction, name, frames) => {
  it("names and describes the union and every frame of it", () => {
    const schema = schemaOf(direction);
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: name,
      description: expect.any(String),
    });
    const branches = schema.oneOf.map(({ $ref }) =>
      schema.$defs[$ref.replace("#/$defs/", "")]
    );
    expect(branches).toHaveLength(Object.keys(frames).length);
    for (const branch of branches) {
      expect(branch?.description).toEqual(expect.any(String));
      expect(branch?.properties?.type?.const).toEqual(expect.any(String));
    }
  });

  it("gives every model an example", () => {
    const { $defs } = schemaOf(direction);
    const models = Object.entries($defs).filter(([id]) =>
      !id.endsWith("Frame")
    );
    for (const [id, model] of models) {
      expect(model.examples, id).toEqual([expect.anything()]);
    }
  });

  it("becomes TypeScript that the contract's frames fit", async () => {
    const types = await compile(schemaOf(direction), name);
    const check = (frames: unknown[]) => `
      import type { ${name}, Message, UserRef } from "./types.ts";
      export const frames: ${name}[] = ${JSON.stringify(frames)};
      export type Models = [Message, UserRef];`;

    expect(
      await typeErrors({
        "types.ts": types,
        "frames.ts": check(Object.values(frames)),
      }),
    ).toBe("");
    expect(
      await typeErrors({
        "types.ts": types,
        "frames.ts": check([{ type: "hello", payload: {} }]),
      }),
    ).toContain("is not assignable");
  });
});

describe("identities in generated types", () => {
  it("may be written as numbers, and are read as strings", () => {
    const id = { type: "string" };
    expect(schemaOf("outgoing").$defs.MessageId).toMatchObject(id);
    expect(schemaOf("incoming").$defs.MessageId).toMatchObject({
      anyOf: [id, { type: "integer" }],
    });
  });
});
