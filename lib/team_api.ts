import type {
  Accounts,
  Agent,
  ListedSession,
  Person,
} from "@/lib/accounts/mod.ts";
import type {
  AccountId,
  AgentView,
  Invitation,
  SessionView,
} from "@/lib/models/mod.ts";

/** A session as the REST API gives it to the one whose id is `current`. */
export function sessionView(
  { id, name, role, createdAt, expiresAt }: ListedSession,
  current: string,
): SessionView {
  return {
    id,
    name,
    role,
    created_at: createdAt,
    expires_at: expiresAt,
    is_current: id === current,
  };
}

/** An Agent as the REST API gives it. */
export function agentView(
  { id, name, createdAt, lastSeenAt, extensionOrigin }: Agent,
): AgentView {
  return {
    id,
    name,
    created_at: createdAt,
    last_seen_at: lastSeenAt,
    extension_origin: extensionOrigin,
  };
}

/** Lets a person in, by a link to the service at `origin` that works once. */
export async function invite(
  accounts: Accounts,
  account: AccountId,
  { person: { name, role }, origin }: { person: Person; origin: string },
): Promise<Invitation> {
  const { secret, expiresAt } = await accounts.invite(account, { name, role });
  return {
    url: `${origin}/login/${secret}`,
    name,
    role,
    expires_at: expiresAt,
  };
}
