import { type ComponentChildren, Fragment, h, isValidElement } from "preact";
import { currentRender } from "./state.ts";
import type { AnyVNode } from "../vnode.ts";

/** Stands in an island's serialised props for JSX that the server has rendered. */
export class SlotRef {
  /**
   * @param id Number of the slot in the page.
   * @param name Name of the prop.
   */
  constructor(readonly id: number, readonly name: string) {}
}

/** Props of an island as they go to the browser. */
export type IslandProps = Record<string, unknown>;

/** Shows the children that an island was given, between two markers. */
export function Slot(
  props: { id: number; content: ComponentChildren },
): AnyVNode {
  currentRender()?.pendingSlots.delete(props.id);
  return marked(`slot:${props.id}`, "slot", props.content);
}

/** Puts comments around content by which the browser finds it again. */
export function marked(
  start: string,
  end: string,
  content: ComponentChildren,
): AnyVNode {
  return h(
    Fragment,
    null,
    comment(`frsh:${start}`),
    content,
    comment(`/frsh:${end}`),
  );
}

function comment(text: string): AnyVNode {
  // Understood by preact-render-to-string, though not in Preact's types.
  const props: Record<string, unknown> = { UNSTABLE_comment: text };
  return h(Fragment, props);
}

/** Whether a prop of an island holds JSX. */
export function isSlotContent(
  name: string,
  value: unknown,
): value is ComponentChildren {
  if (name === "children" && typeof value !== "function") {
    return value !== undefined && value !== null;
  }
  return isValidElement(value) && !isSignal(value);
}

const SIGNAL = Symbol.for("preact-signals");

/** Whether a value is a Preact signal, computed or not. */
export function isSignal(
  value: unknown,
): value is { peek(): unknown; value: unknown } {
  return typeof value === "object" && value !== null && "brand" in value &&
    value.brand === SIGNAL;
}

/** Whether a signal is computed: one whose value cannot be set. */
export function isComputed(signal: object): boolean {
  const prototype = Object.getPrototypeOf(signal);
  return Object.getOwnPropertyDescriptor(prototype, "value")?.set === undefined;
}
