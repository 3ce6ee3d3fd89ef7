import type { Role } from "@/lib/models/team.ts";
import { ROLES } from "./Team.tsx";

interface SignedInAsProps {
  /** Who was invited by name, or the account's name. */
  person: string;
  role: Role;
  accountName: string;
}

/** Whose account this is, and the way out of it. */
export function SignedInAs({ person, role, accountName }: SignedInAsProps) {
  return (
    <section class="panel" id="account" aria-labelledby="account-title">
      <header class="panel-head">
        <h2 id="account-title">Account</h2>
      </header>
      <div class="panel-body">
        <p>
          Signed in as <bdi class="font-medium">{person}</bdi>
          {person !== accountName && (
            <>
              {" "}
              to <bdi class="font-medium">{accountName}</bdi>
            </>
          )},{" "}
          {ROLES[role].toLowerCase()}. To come back you need a new link: from
          the team, or from the service's terminal.
        </p>
        <p class="text-muted">
          Programs ask the{" "}
          <a href="/docs/api" class="underline">REST API</a>, with the cookie of
          this session.
        </p>
        <form method="post" action="/api/v1/auth/logout">
          <button type="submit" class="btn btn-sm">Sign out</button>
        </form>
      </div>
    </section>
  );
}
