import type { TeamPanel } from "@/components/settings/Team.tsx";
import type { Session } from "@/lib/accounts/mod.ts";
import type { Brain } from "@/lib/brain.ts";
import { InvitationRequest, Role } from "@/lib/models/mod.ts";
import { invite, sessionView } from "@/lib/team_api.ts";

/** An invitation that was just made, or why there is none. */
export type TeamAsked = Pick<TeamPanel, "invitation" | "typed" | "failure">;

/** Nobody was invited. */
export const NOBODY_INVITED: TeamAsked = {
  invitation: null,
  typed: null,
  failure: null,
};

/** The session that a form of the section ends, or `null`. */
export function endedSession(form: FormData): string | null {
  return textOf(form, "end_session");
}

/** The Agent that a form of the section of Agents revokes, or `null`. */
export function revokedAgent(form: FormData): string | null {
  return textOf(form, "revoke");
}

/** Whether a form of the section invites somebody. */
export function isInvitation(form: FormData): boolean {
  return form.has("invite");
}

/** Invites whom a form names, to the service at `origin`. */
export async function submitInvitation(
  brain: Brain,
  { accountId }: Session,
  { form, origin }: { form: FormData; origin: string },
): Promise<TeamAsked> {
  const name = String(form.get("invite"));
  const role = Role.safeParse(form.get("role")).data ?? "operator";
  const request = InvitationRequest.safeParse({ name, role });
  if (!request.success) {
    return {
      invitation: null,
      typed: { name: name.slice(0, 200), role },
      failure: "Give a name of at most 60 characters.",
    };
  }
  const { accounts } = brain;
  const invitation = await invite(accounts, accountId, {
    person: request.data,
    origin,
  });
  return { ...NOBODY_INVITED, invitation };
}

/** What the section of the team shows. */
export async function teamPanel(
  brain: Brain,
  { accountId, id }: Session,
  asked: TeamAsked,
): Promise<TeamPanel> {
  const sessions = await brain.accounts.sessions.list(accountId, id);
  return {
    sessions: sessions.map((session) => sessionView(session, id)),
    ...asked,
    now: Date.now(),
  };
}

/** A field's text, short enough to be an id. */
function textOf(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, 128) : null;
}
