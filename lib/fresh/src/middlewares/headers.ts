import { nonceOf, setNonce } from "../nonce.ts";

/**
 * Changes the headers of a response. An upgrade to a WebSocket is left alone,
 * and a response whose headers are fixed, such as one from `fetch`, is copied.
 */
export function setHeaders(
  response: Response,
  change: (headers: Headers) => void,
): Response {
  if (response.status === 101) return response;
  try {
    change(response.headers);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    const nonce = nonceOf(response);
    if (nonce !== null) setNonce(copy, nonce);
    change(copy.headers);
    return copy;
  }
}
