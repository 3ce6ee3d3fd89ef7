/**
 * The plain value of what a server answers in GraphSON: numbers, strings,
 * booleans, `null`, arrays for lists and sets, objects for maps and elements.
 * An element is `{ id, label, … }` as sent, an enumeration its name, a date
 * its ms since the epoch. Integers beyond 2^53 lose their last digits.
 */
export function readGraphson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readGraphson);
  if (!isRecord(value)) return value;
  if (!("@type" in value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, readGraphson(item)]),
    );
  }
  const inner = value["@value"];
  if (NUMBERS.has(String(value["@type"]))) return Number(inner);
  // GraphSON 3 only: keys and values in turn.
  if (value["@type"] === "g:Map" && Array.isArray(inner)) return mapOf(inner);
  return readGraphson(inner);
}

/** Whether it is an object other than an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const NUMBERS = new Set([
  "g:Int32",
  "g:Int64",
  "g:Float",
  "g:Double",
  "gx:BigDecimal",
  "gx:BigInteger",
  "gx:Byte",
  "gx:Int16",
]);

function mapOf(items: unknown[]): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (let at = 0; at + 1 < items.length; at += 2) {
    entries.push([
      String(readGraphson(items[at])),
      readGraphson(items[at + 1]),
    ]);
  }
  return Object.fromEntries(entries);
}

/** A server's response as the driver takes it. */
export interface Response {
  requestId: string;
  status: {
    code: number;
    message: string;
    attributes: Record<string, unknown>;
  };
  result: { data: unknown[] | null };
}

/** Reads a response leniently: a driver that meets a gap in one throws. */
export function readResponse(raw: unknown): Response {
  const { requestId, status, result } = recordOf(readGraphson(raw));
  const { code, message, attributes } = recordOf(status);
  const { data } = recordOf(result);
  if (typeof code !== "number") {
    throw new Error("The Gremlin server sent something without a status");
  }
  // The driver would tell every request that it has failed.
  if (typeof requestId !== "string") {
    throw new Error(`The Gremlin server did not understand: ${message}`);
  }
  return {
    requestId,
    status: {
      code,
      message: typeof message === "string" ? message : "",
      attributes: recordOf(attributes),
    },
    // An error, and a challenge to authenticate, may have any data.
    result: { data: Array.isArray(data) ? data : code < 400 ? [] : null },
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
