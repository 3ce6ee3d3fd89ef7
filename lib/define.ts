import { createDefine } from "fresh";
import type { Session } from "@/lib/accounts/mod.ts";
import type { Brain } from "@/lib/brain.ts";

/** What every route finds in `ctx.state`. */
export interface State {
  brain: Brain;
  /** The signed-in account's session; `null` on the few open routes. */
  session: Session | null;
}

/** Typed helpers for routes, layouts and middleware. */
export const define = createDefine<State>();
