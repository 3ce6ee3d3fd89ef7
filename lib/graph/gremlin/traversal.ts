/** The type of {@linkcode ELEMENT_ID}. */
export interface ElementId {
  readonly element: "id";
}

/**
 * What a traversal is given where the id of an element is meant as a key, as
 * in `addV(l).property(k, id)` or `project(p).by(k)`.
 */
export const ELEMENT_ID: ElementId = Object.freeze({ element: "id" });

/** A value that a traversal is given; numbers have to be finite. */
export type GremlinValue = string | number | boolean | ElementId;

/** A Gremlin script, and the values of the names in it. */
export interface Traversal {
  text: string;
  bindings: Record<string, GremlinValue>;
}

/** The longest text that is sent, in bytes of UTF-8: what Cosmos DB takes. */
export const MAX_TEXT_BYTES = 64 * 1024;

/** Whether a text is no longer than {@linkcode MAX_TEXT_BYTES}. */
export function isTextShort(text: string): boolean {
  // No character has more than three bytes per UTF-16 unit.
  if (text.length * 3 <= MAX_TEXT_BYTES) return true;
  return new TextEncoder().encode(text).length <= MAX_TEXT_BYTES;
}

/** `T.id` in GraphSON 2. */
const T_ID = { "@type": "g:T", "@value": "id" };

/**
 * The bindings as they are sent. The id of an element is a property named `id`
 * to Cosmos DB, and the constant `T.id` to every other server.
 */
export function sentBindings(
  bindings: Traversal["bindings"],
  isCosmos: boolean,
): Record<string, unknown> {
  const elementId = isCosmos ? "id" : T_ID;
  return Object.fromEntries(
    Object.entries(bindings).map(([name, value]) => {
      if (typeof value === "number" && !Number.isFinite(value)) {
        throw new TypeError(`The value of ${name} is not a finite number`);
      }
      return [name, typeof value === "object" ? elementId : value];
    }),
  );
}
