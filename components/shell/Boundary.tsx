import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";

/** Keeps what goes wrong in one part of a page from taking the rest with it. */
export function Boundary(
  { name, children }: { name: string; children: ComponentChildren },
) {
  const [error, retry] = useErrorBoundary((error) => console.error(error));
  if (error === undefined) return <>{children}</>;
  return (
    <div class="notice" data-tone="bad" role="alert">
      <p>
        {name} could not be shown.{" "}
        <span class="text-muted">The rest of the page goes on.</span>
      </p>
      <button type="button" class="btn btn-sm" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
