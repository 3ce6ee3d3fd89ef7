/**
 * A name for an island file that is no key of `taken`: the file name with only
 * letters, digits and `_`, and a number when needed.
 */
export function uniqueName(
  path: string,
  taken: Record<string, unknown>,
): string {
  const file = path.replace(/^.*[\\/]/, "").replace(/\.[^.]+$/, "");
  const base = file.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d|$)/, "_");
  let name = base;
  for (let i = 1; name in taken; i++) name = `${base}_${i}`;
  return name;
}
