import { Fragment, h } from "preact";
import type { Island } from "../build_cache.ts";
import { clientState } from "./client_state.ts";
import { type IslandProps, isSlotContent, marked, Slot } from "./slots.ts";
import { currentRender } from "./state.ts";
import type { AnyVNode } from "../vnode.ts";

/** Renders an island between markers and keeps its props for the browser. */
export function IslandRoot(
  { island, given, islandKey }: {
    island: Island;
    given: Record<string, unknown>;
    islandKey: unknown;
  },
): AnyVNode | null {
  const state = currentRender();
  if (state === null) return null;
  state.islands.add(island);

  const sent: IslandProps = {};
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (isSlotContent(name, value)) {
      const slot = state.addSlot(name, value);
      sent[name] = slot;
      shown[name] = h(Slot, { id: slot.id, content: value });
    } else {
      if (typeof value === "function") {
        throw new TypeError(
          `Island ${island.name}: the prop "${name}" is a function, which cannot be sent to the browser`,
        );
      }
      sent[name] = shown[name] = value;
    }
  }
  const index = state.islandProps.push(sent) - 1;
  const key = encodeURIComponent(String(islandKey ?? ""));
  return marked(
    `island:${island.name}:${index}:${key}`,
    "island",
    h(island.fn, shown),
  );
}

/** The end of `<head>`: what `<Head>` has gathered, and nothing else replaced. */
export function HeadEnd(): AnyVNode | null {
  const state = currentRender();
  if (state === null) return null;
  const elements = [...state.headElements.values()];
  state.headElements.clear();
  return h(Fragment, null, elements);
}

/** The end of `<body>`: children that no island shows yet, and the client. */
export function BodyEnd(): AnyVNode {
  return h(Fragment, null, h(PendingSlots, null), h(ClientScripts, null));
}

/** One pending slot at a time, since rendering it can add more. */
function PendingSlots(): AnyVNode | null {
  const state = currentRender();
  const [next] = state?.pendingSlots ?? [];
  if (state === null || next === undefined) return null;
  const [id, content] = next;
  return h(
    Fragment,
    null,
    h("template", { id: `frsh-slot-${id}` }, h(Slot, { id, content })),
    h(PendingSlots, null),
  );
}

function ClientScripts(): AnyVNode | null {
  const state = currentRender();
  if (state === null) return null;
  const { build, islands, nonce, basePath } = state;
  if (islands.size === 0 && !build.alwaysLoadClient) return null;
  return h(
    Fragment,
    null,
    h("script", {
      id: "__FRSH_STATE",
      type: "application/json",
      nonce,
      dangerouslySetInnerHTML: { __html: clientState(state) },
    }),
    h("script", { type: "module", nonce, src: basePath + build.clientEntry }),
  );
}
