const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** A secret of 256 random bits, in characters that are safe everywhere. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return bytes.toHex();
}

/**
 * A code of eight characters that are hard to confuse, for people to type:
 * about 39 bits, enough for something that works once and for minutes only.
 */
export function newCode(): string {
  let code = "";
  while (code.length < 8) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    // A byte beyond the last full round of the alphabet would favour some.
    if (byte < 256 - (256 % ALPHABET.length)) {
      code += ALPHABET[byte % ALPHABET.length];
    }
  }
  return code;
}

/** A code as {@linkcode newCode} writes it, from what a person typed. */
export function normalizeCode(typed: string): string {
  return typed.replaceAll(/[\s\p{Dash}]/gu, "").toUpperCase();
}

/** SHA-256 as hex: what is stored of a secret that has enough random bits. */
export async function hashSecret(secret: string): Promise<string> {
  const bytes = new TextEncoder().encode(secret);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(hash).toHex();
}
