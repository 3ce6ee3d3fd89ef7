// Official Fresh keeps the nonce under the same symbol.
const NONCE = Symbol.for("__freshNonce");

/** Notes on a rendered page which nonce its scripts and styles carry. */
export function setNonce(response: Response, nonce: string): void {
  Reflect.set(response, NONCE, nonce);
}

/** The nonce of a rendered page, or `null`. */
export function nonceOf(response: Response): string | null {
  const nonce: unknown = Reflect.get(response, NONCE);
  return typeof nonce === "string" ? nonce : null;
}
