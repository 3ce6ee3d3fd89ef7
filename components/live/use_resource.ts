import { useEffect, useMemo } from "preact/hooks";
import type { ReadonlySignal } from "@preact/signals";
import { useLivePage } from "./page.ts";
import { type Loaded, Resource } from "./resource.ts";

/**
 * Something of the REST API, asked for again as the account's state moves on.
 * `initial`: what the page was rendered with. `isLive`: default `true`.
 */
export function useResource<T>(
  path: ReadonlySignal<string | null>,
  { initial = null, isLive = true }: {
    initial?: Loaded<T> | null;
    isLive?: boolean;
  } = {},
): Resource<T> {
  const { store } = useLivePage();
  const resource = useMemo(
    () =>
      new Resource<T>({
        path,
        initial,
        ...(isLive ? { follow: store.revision } : {}),
      }),
    [],
  );
  useEffect(() => resource.start(), [resource]);
  return resource;
}
