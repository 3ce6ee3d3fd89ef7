import { type Core, type PageWindow, takeCore, Taker } from "./natives.ts";

/** The functions of the language, as a test's own world has them. */
export function testCore(): Core {
  // deno-fmt-ignore
  const world = {
    Array, Date, Function, JSON, Object, Promise, Reflect, String,
    TextEncoder, Uint8Array, Uint32Array,
  } as unknown as PageWindow;
  return takeCore(new Taker(world, null), world);
}
