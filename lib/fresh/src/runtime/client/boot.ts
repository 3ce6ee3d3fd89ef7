import { computed, signal } from "@preact/signals";
import { type ComponentType, h, render } from "preact";
import { parse, type Revive } from "../../serialize/parse.ts";
import { type Page, slotElements } from "./children.ts";
import { nodesOf, rangeContainer, withTextMarkers } from "./container.ts";
import {
  commentsIn,
  type IslandMarker,
  islandMarker,
  nodesIn,
  type Range,
  rangeFrom,
  slotMarker,
} from "./markers.ts";

type Props = Record<string, unknown>;
type IslandComponent = ComponentType<Props>;

/** What the server has written about the islands of this page. */
export interface PageState {
  /** Name, module and export of each island. */
  islands: [name: string, file: string, exportName: string][];
  /** Serialised props of every island. */
  props: unknown;
}

/** Stands for server-rendered children until they are looked up in the page. */
class SlotRef {
  id = -1;
}

/** Loads the islands of this page and brings them to life. */
export async function boot(state: PageState): Promise<void> {
  const components = await loadIslands(state.islands);
  const parsed = parse(state.props, revive);
  const props: Props[] = Array.isArray(parsed) ? parsed : [];
  for (const [marker, range] of islandsOf(document.body)) {
    await yieldToBrowser();
    const component = components.get(marker.name);
    if (component === undefined) continue;
    try {
      start(component, marker, range, components, props);
    } catch (error) {
      console.error(`Could not start island ${marker.name}`, error);
    }
  }
}

async function loadIslands(
  islands: PageState["islands"],
): Promise<Map<string, IslandComponent>> {
  const components = new Map<string, IslandComponent>();
  await Promise.all(islands.map(async ([name, file, exportName]) => {
    try {
      const module = await import(file);
      components.set(name, module[exportName]);
    } catch (error) {
      console.error(`Could not load island ${name}`, error);
    }
  }));
  return components;
}

/** The islands that are in no other island. */
function islandsOf(root: Element): [IslandMarker, Range][] {
  const islands: [IslandMarker, Range][] = [];
  let last: Range | null = null;
  for (const comment of commentsIn([root])) {
    const marker = islandMarker(comment);
    if (marker === null) continue;
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    if (
      last !== null && (comment.compareDocumentPosition(last.end) & follows)
    ) {
      continue;
    }
    last = rangeFrom(comment);
    islands.push([marker, last]);
  }
  return islands;
}

function start(
  component: IslandComponent,
  marker: IslandMarker,
  marked: Range,
  components: Map<string, IslandComponent>,
  props: Props[],
): void {
  const nodes = nodesIn(marked);
  const slots = slotsIn(nodes);
  const page: Page = {
    component: (name) => components.get(name),
    props: (index) => withSlots(props[index] ?? {}, slots, page),
  };
  const element = h(component, page.props(marker.index));
  for (const comment of commentsIn(nodes)) {
    if (/^\/?frsh:/.test(comment.data)) comment.remove();
  }
  const range = withTextMarkers(marked);
  const before = nodesIn(range);
  const container = rangeContainer(range);
  // Not hydrate(): it would keep attributes that differ from the server's,
  // such as a button that is disabled until there is a browser.
  render(element, container);
  // Preact leaves what it could not use, but only at the root.
  const used = nodesOf(container);
  for (const node of before) if (!used.has(node)) node.remove();
}

function slotsIn(nodes: ChildNode[]): Map<number, Range> {
  const slots = new Map<number, Range>();
  for (const comment of commentsIn(nodes)) {
    const id = slotMarker(comment);
    if (id !== null && !slots.has(id)) slots.set(id, rangeFrom(comment));
  }
  return slots;
}

function withSlots(
  props: Props,
  slots: Map<number, Range>,
  page: Page,
): Props {
  const result: Props = {};
  for (const [name, value] of Object.entries(props)) {
    result[name] = value instanceof SlotRef
      ? slotContent(value.id, slots, page)
      : value;
  }
  return result;
}

function slotContent(id: number, slots: Map<number, Range>, page: Page) {
  const shown = slots.get(id);
  if (shown !== undefined) return slotElements(shown, page);
  // What the island did not show at first lies in a template.
  const template = document.getElementById(`frsh-slot-${id}`);
  if (!(template instanceof HTMLTemplateElement)) return null;
  for (const [slot, range] of slotsIn([...template.content.childNodes])) {
    slots.set(slot, range);
  }
  const hidden = slots.get(id);
  return hidden === undefined ? null : slotElements(hidden, page);
}

const revive: Revive = (tag) => {
  switch (tag) {
    case "signal": {
      const create = () => signal<unknown>(undefined);
      return { create, fill: setValue };
    }
    case "computed": {
      // A computed value that the server has worked out: read-only, and shared.
      const source = signal<unknown>(undefined);
      const create = () => computed(() => source.value);
      return { create, fill: (_, value) => setValue(source, value) };
    }
    case "slot": {
      const create = () => new SlotRef();
      const fill = (slot: unknown, id: unknown) => {
        if (slot instanceof SlotRef) slot.id = Number(id);
      };
      return { create, fill };
    }
  }
};

function setValue(target: unknown, value: unknown): void {
  if (typeof target === "object" && target !== null) {
    Reflect.set(target, "value", value);
  }
}

/** Lets the browser answer the user between two islands. */
function yieldToBrowser(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
