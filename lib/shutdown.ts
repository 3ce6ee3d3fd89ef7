/** Time that is left to end in, in ms; the platform kills the process after 5 s. */
const GRACE_MS = 4_500;

/**
 * Runs `close` when the process is asked to end, and then ends it: after
 * `close`, or when the time is up. What was acknowledged is committed anyway.
 */
export function onShutdown(close: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => Deno.exit(1), GRACE_MS);
    close().then(() => Deno.exit(0), (error) => {
      console.error("rapport: could not end cleanly:", error);
      Deno.exit(1);
    });
  };
  Deno.addSignalListener("SIGINT", end);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", end);
}
