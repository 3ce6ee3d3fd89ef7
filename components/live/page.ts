import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ReadonlySignal } from "@preact/signals";
import type { CreatorList } from "@/lib/models/fans.ts";
import type { CreatorId } from "@/lib/models/ids.ts";
import type { Theme } from "@/components/shell/theme.ts";
import type { Toasts } from "@/components/shell/toasts.ts";
import type { FanNames } from "./fan_names.ts";
import type { LiveSeed } from "./state.ts";
import type { LiveStore } from "./store.ts";

/** What every live page is rendered with. */
export interface PageSeed {
  live: LiveSeed;
  theme: Theme;
  /** When the page was rendered, ms since the epoch. */
  now: number;
  /** The time zone by whose days figures are counted. */
  zone: string;
  /** Whoever is signed in, by name. */
  person: string;
  creators: CreatorList["creators"];
  /** The creator whose figures are shown; `null`: all of them. */
  creator: CreatorId | null;
}

/** What everything on a live page may use. */
export interface LiveContext {
  store: LiveStore;
  /** Milliseconds since the epoch, moving on now and then. */
  now: ReadonlySignal<number>;
  zone: string;
  creators: PageSeed["creators"];
  creator: CreatorId | null;
  toasts: Toasts;
  names: FanNames;
}

/** The page that everything below stands in. */
export const LivePageContext = createContext<LiveContext | null>(null);

/** What the live page gives; throws outside of one. */
export function useLivePage(): LiveContext {
  const page = useContext(LivePageContext);
  if (page === null) throw new Error("This stands on no live page");
  return page;
}
