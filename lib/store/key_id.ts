/** A string that is the same for the same key only. */
export function keyId(key: Deno.KvKey): string {
  let id = "";
  for (const part of key) {
    // Lengths before texts: no text can look like the end of its own part.
    id += typeof part === "string"
      ? `${part.length}:${part}`
      : `${typeof part}(${partText(part)})`;
  }
  return id;
}

function partText(part: Exclude<Deno.KvKeyPart, string>): string {
  return Object.is(part, -0) ? "-0" : String(part);
}
