/**
 * Whether a path below the static folder may be served: not one that leaves the
 * folder, and no hidden file or folder but `.well-known`.
 */
export function isPublic(path: string): boolean {
  return path.split("/").every((part) =>
    !part.startsWith(".") || part === ".well-known"
  ) && !path.includes("\0") && !path.includes("\\");
}
