/**
 * What requests to OpenAI-compatible endpoints have in common: addresses, keys,
 * and answers of bounded size.
 * @module
 */

/** An endpoint in words and paths. */
export interface EndpointName {
  /** As errors begin: "An embeddings". */
  article: string;
  /** Its path below that of the API: `/embeddings`. */
  path: string;
}

/**
 * The address of an endpoint, from it or from that of its API. Throws a
 * `TypeError` that does not show the text: it may hold a password.
 */
export function endpointUrl(
  text: string,
  { article, path }: EndpointName,
): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError(`${article} URL begins with http:// or https://`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(`${article} URL has no password: there is a key`);
  }
  const given = url.pathname.replace(/\/+$/, "");
  const end = path.slice(path.lastIndexOf("/"));
  url.pathname = given.endsWith(end) ? given : `${given}${path}`;
  url.hash = "";
  return url;
}

/**
 * Headers of a request for JSON, with a bearer if there is a key. Throws a
 * `TypeError` that does not show the key.
 */
export function endpointHeaders(
  key: string | null,
  { article }: EndpointName,
): Headers {
  const headers = new Headers({
    "content-type": "application/json",
    accept: "application/json",
  });
  if (key === null) return headers;
  // The platform's own message would show the key.
  if (!/^[!-~]+$/.test(key)) {
    throw new TypeError(`${article} key has printable ASCII only, no blanks`);
  }
  headers.set("authorization", `Bearer ${key}`);
  return headers;
}

/** The body as text, up to so many bytes; whatever follows is not waited for. */
export async function readBounded(
  response: Response,
  maxBytes: number,
): Promise<{ text: string; isWhole: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    // Leaving the loop ends the transfer.
    if (bytes > maxBytes) return { text, isWhole: false };
    text += decoder.decode(piece, { stream: true });
  }
  return { text: text + decoder.decode(), isWhole: true };
}
