import { stringify } from "../serialize/stringify.ts";
import { isComputed, isSignal, SlotRef } from "./slots.ts";
import type { RenderState } from "./state.ts";

/**
 * The data of a page's islands, as JSON that is safe inside a `<script>`: which
 * modules to load, and the props of every island. All props are one document,
 * so that what two islands share stays shared.
 */
export function clientState(state: RenderState): string {
  const islands = Array.from(
    state.islands,
    (island) => [island.name, state.basePath + island.file, island.exportName],
  );
  const props = stringify(state.islandProps, describe);
  return `{"islands":${escapeJson(JSON.stringify(islands))},"props":${
    escapeJson(props)
  }}`;
}

function describe(value: object): [tag: string, content: unknown] | undefined {
  if (value instanceof SlotRef) return ["slot", value.id];
  if (isSignal(value)) {
    return [isComputed(value) ? "computed" : "signal", value.peek()];
  }
  if ("__k" in value && "type" in value) {
    throw new TypeError(
      "JSX can be given to an island as a prop or as children, but not inside another object",
    );
  }
}

function escapeJson(json: string): string {
  return json.replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
