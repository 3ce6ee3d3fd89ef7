import type { Role } from "@/lib/models/mod.ts";

/** The page on which somebody of a role lands after signing in. */
export function landingPage(role: Role): string {
  return role === "operator" ? "/inbox" : "/";
}
