import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PanelRequest } from "../messages.ts";
import type { Outcome } from "./panel.ts";

/** Has something done; `done` is read out then. */
export type Act = (request: PanelRequest, done: string) => Promise<Outcome>;

/** Keeps the address of the service that was entered last. */
export interface Memory {
  readonly address: string;
  keep(address: string): void;
}

/** What all parts of a panel use. */
export interface PanelTools {
  act: Act;
  memory: Memory;
  /** What this browser is called, unless somebody says otherwise. */
  browserName: string;
  /** In ms since the epoch. */
  now: number;
}

/** Gives the parts of a panel what they use. */
export const PanelContext = createContext<PanelTools | null>(null);

/** What all parts of a panel use; throws outside of one. */
export function usePanel(): PanelTools {
  const tools = useContext(PanelContext);
  if (tools === null) throw new Error("This is no part of a panel");
  return tools;
}
