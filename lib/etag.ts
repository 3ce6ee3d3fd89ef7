/** A strong `ETag` of a body: equal bytes, and no others, have the same. */
export async function etagOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  const text = new Uint8Array(hash).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  return `"${text}"`;
}

/**
 * Whether an `If-None-Match` names an `ETag`: who sent it has the body. Weak ones
 * count as strong ones, as RFC 9110 has it for this header.
 */
export function isNamed(etag: string, ifNoneMatch: string | null): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const opaque = withoutWeakness(etag);
  return ifNoneMatch.split(",")
    .some((one) => withoutWeakness(one.trim()) === opaque);
}

function withoutWeakness(etag: string): string {
  return etag.startsWith("W/") ? etag.slice(2) : etag;
}
