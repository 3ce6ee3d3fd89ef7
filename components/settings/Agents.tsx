import { ago, dateTime } from "@/components/wording/time.ts";

/** A paired Agent. Times are ISO 8601. */
export interface AgentEntry {
  id: string;
  name: string;
  createdAt: string;
  /** `null` while it never connected. */
  lastSeenAt: string | null;
}

/** The Agents that may send this account's chats. */
export function Agents(
  { agents, now }: { agents: AgentEntry[]; now: number },
) {
  return (
    <section class="panel" aria-labelledby="agents-title">
      <header class="panel-head">
        <h2 id="agents-title">Paired Agents</h2>
      </header>
      {agents.length === 0
        ? <p class="panel-empty">None yet.</p>
        : (
          <div class="panel-body overflow-x-auto">
            <table class="records">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Last seen</th>
                  <th scope="col">Paired</th>
                </tr>
              </thead>
              <tbody>
                {agents.map((agent) => (
                  <tr key={agent.id}>
                    <td class="font-medium">
                      <bdi>{agent.name}</bdi>
                    </td>
                    <td>
                      {agent.lastSeenAt === null
                        ? <span class="text-muted">never connected</span>
                        : <Seen at={agent.lastSeenAt} now={now} />}
                    </td>
                    <td class="text-muted">
                      {dateTime(Date.parse(agent.createdAt))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
    </section>
  );
}

function Seen({ at, now }: { at: string; now: number }) {
  const then = Date.parse(at);
  const age = ago(then, now);
  return (
    <time dateTime={at} title={dateTime(then)}>
      {age === "now" ? "just now" : `${age} ago`}
    </time>
  );
}
