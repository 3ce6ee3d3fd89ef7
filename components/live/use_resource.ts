import { useEffect, useMemo } from "preact/hooks";
import type { ReadonlySignal } from "@preact/signals";
import { useLivePage } from "./page.ts";
import { type Loaded, Resource, type ResourceOptions } from "./resource.ts";

/** How a page's resource is kept. */
export interface PageResourceOptions<T>
  extends Pick<ResourceOptions<T>, "everyMs" | "get"> {
  /** What the page was rendered with. */
  initial?: Loaded<T> | null;
  /** Whether it follows the account's state; default: `true`. */
  isLive?: boolean;
}

/** Something of the REST API, asked for again as the account's state moves on. */
export function useResource<T>(
  path: ReadonlySignal<string | null>,
  { initial = null, isLive = true, ...options }: PageResourceOptions<T> = {},
): Resource<T> {
  const { store } = useLivePage();
  const resource = useMemo(
    () =>
      new Resource<T>({
        ...options,
        path,
        initial,
        ...(isLive ? { follow: store.revision } : {}),
      }),
    [],
  );
  useEffect(() => resource.start(), [resource]);
  return resource;
}
