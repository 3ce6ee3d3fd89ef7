import CopyButton from "@/islands/CopyButton.tsx";
import { dateTime } from "@/components/wording/time.ts";
import type { Invitation, Role, SessionView } from "@/lib/models/team.ts";
import { Confirm } from "./Confirm.tsx";
import { remaining } from "./pairing.ts";

/** What the section of the team shows. */
export interface TeamPanel {
  sessions: SessionView[];
  /** A link that was just made, shown once. */
  invitation: Invitation | null;
  /** Who was to be invited, where that failed. */
  typed: { name: string; role: Role } | null;
  /** Why that failed. */
  failure: string | null;
  now: number;
}

/** What people read for a role. */
export const ROLES: Record<Role, string> = {
  creator: "Creator",
  operator: "Operator",
};

/** Who is signed in, and a link for somebody else. */
export function Team(panel: TeamPanel) {
  const { sessions, invitation, now } = panel;
  return (
    <section class="panel" id="team" aria-labelledby="team-title">
      <header class="panel-head">
        <h2 id="team-title">Team</h2>
        <p class="panel-aside">{sessions.length} signed in</p>
      </header>
      <div class="panel-body">
        <p class="text-muted">
          Everybody who is signed in sees and does the same. A role says where
          they land: a creator on the Dashboard, an operator on the Inbox.
        </p>
        <div class="overflow-x-auto">
          <table class="records">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col">Signed in</th>
                <th scope="col">Until</th>
                <th scope="col">
                  <span class="sr-only">Sign out</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <SignedIn key={session.id} session={session} />
              ))}
            </tbody>
          </table>
        </div>
        {invitation !== null && <Link invitation={invitation} now={now} />}
        <Invite {...panel} />
      </div>
    </section>
  );
}

function SignedIn({ session }: { session: SessionView }) {
  const { id, name, role, created_at, expires_at, is_current } = session;
  return (
    <tr>
      <td class="font-medium">
        <bdi>{name}</bdi>
      </td>
      <td>{ROLES[role]}</td>
      <td class="whitespace-nowrap text-muted">
        {created_at === null
          ? "some time ago"
          : dateTime(Date.parse(created_at))}
      </td>
      <td class="whitespace-nowrap text-muted">
        {dateTime(Date.parse(expires_at))}
      </td>
      <td>
        {is_current
          ? <span class="chip float-right">this browser</span>
          : (
            <Confirm
              verb="Sign out"
              subject={name}
              button="Sign out"
              name="end_session"
              value={id}
              place="#team"
            >
              Sign <bdi class="font-medium">{name}</bdi> out there?
            </Confirm>
          )}
      </td>
    </tr>
  );
}

function Link({ invitation, now }: { invitation: Invitation; now: number }) {
  const { url, name, role, expires_at } = invitation;
  const until = Date.parse(expires_at);
  return (
    <div class="invitation" role="status">
      <p>
        This link lets <bdi class="font-medium">{name}</bdi> in as{" "}
        {ROLES[role].toLowerCase()}, once. It is good for{" "}
        {remaining(until, now)}, and is not shown again.
      </p>
      <div class="flex items-start gap-2">
        <pre
          class="command min-w-0 flex-1"
          tabIndex={0}
        ><code>{url}</code></pre>
        <CopyButton text={url} what="the link" />
      </div>
    </div>
  );
}

function Invite({ typed, failure, invitation }: TeamPanel) {
  return (
    <form method="post" action="/settings#team" class="invite">
      <div class="topic-field">
        <label for="invite-name">Name</label>
        <input
          id="invite-name"
          name="invite"
          class="field"
          required
          maxLength={60}
          autocomplete="off"
          placeholder="Kim"
          value={typed?.name ?? ""}
          aria-describedby={failure === null ? undefined : "invite-failure"}
          aria-invalid={failure === null ? undefined : true}
        />
      </div>
      <div class="topic-field">
        <label for="invite-role">Role</label>
        <select id="invite-role" name="role" class="field" autocomplete="off">
          {(["operator", "creator"] as const).map((role) => (
            <option
              key={role}
              value={role}
              selected={typed?.role === role}
            >
              {ROLES[role]}
            </option>
          ))}
        </select>
      </div>
      <button
        type="submit"
        class={invitation === null ? "btn btn-primary btn-sm" : "btn btn-sm"}
      >
        {invitation === null ? "Invite" : "Invite somebody else"}
      </button>
      {failure !== null && (
        <p id="invite-failure" class="field-error" role="alert">{failure}</p>
      )}
    </form>
  );
}
