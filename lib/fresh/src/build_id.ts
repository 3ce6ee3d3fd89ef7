/*
 * The build id is the one thing that `asset()` needs and cannot be given: it is
 * called in components without a context. So it lives here, once per process,
 * and is set before any route is loaded. In the browser the bundler puts a
 * constant in place of this file.
 */
let current: string = crypto.randomUUID().replaceAll("-", "");

/** The id of the build that this process serves. */
export function buildId(): string {
  return current;
}

/** Sets the id; called by the build's own server file before all else. */
export function setBuildId(id: string): void {
  current = id;
}
