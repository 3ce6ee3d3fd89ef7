import { ago, dateTime } from "@/components/wording/time.ts";
import AgentHere from "@/islands/AgentHere.tsx";
import { Confirm } from "./Confirm.tsx";

/** A paired Agent. Times are ISO 8601. */
export interface AgentEntry {
  id: string;
  name: string;
  createdAt: string;
  /** `null` while it never connected. */
  lastSeenAt: string | null;
  /** Where it is an extension; `null`: it is none. */
  extensionOrigin: string | null;
}

/** The Agents that may send this account's chats, and the end of that. */
export function Agents(
  { agents, accountId, now }: {
    agents: AgentEntry[];
    accountId: string;
    now: number;
  },
) {
  return (
    <section class="panel" id="agents" aria-labelledby="agents-title">
      <header class="panel-head">
        <h2 id="agents-title">Agents</h2>
        <p class="panel-aside">{agents.length > 0 && agents.length}</p>
      </header>
      {agents.length === 0
        ? (
          <p class="panel-empty">
            None yet. <a href="#pair" class="underline">Pair an extension</a>
            {" "}
            and it is listed here.
          </p>
        )
        : (
          <div class="panel-body">
            <p class="text-muted">
              These may send chats. One that is revoked is cut off at once; what
              it has sent stays.
            </p>
            <div class="overflow-x-auto">
              <table class="records">
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Last connected</th>
                    <th scope="col">Paired</th>
                    <th scope="col">
                      <span class="sr-only">Revoke</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {agents.map((agent) => (
                    <tr key={agent.id}>
                      <td class="font-medium">
                        <bdi>{agent.name}</bdi>
                        <Here
                          agent={agent}
                          all={agents}
                          accountId={accountId}
                        />
                      </td>
                      <td>
                        {agent.lastSeenAt === null
                          ? <span class="text-muted">never</span>
                          : <Seen at={agent.lastSeenAt} now={now} />}
                      </td>
                      <td class="whitespace-nowrap text-muted">
                        {dateTime(Date.parse(agent.createdAt))}
                      </td>
                      <td>
                        <Confirm
                          verb="Revoke"
                          subject={agent.name}
                          button="Revoke it"
                          name="revoke"
                          value={agent.id}
                          place="#agents"
                        >
                          Cut off <bdi class="font-medium">{agent.name}</bdi>
                          {" "}
                          for good?
                        </Confirm>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </div>
        )}
    </section>
  );
}

function Here({ agent, all, accountId }: {
  agent: AgentEntry;
  all: readonly AgentEntry[];
  accountId: string;
}) {
  const { name, createdAt, extensionOrigin: origin } = agent;
  if (origin === null) return null;
  const alike = all
    .filter((one) => one.name === name && one.extensionOrigin === origin)
    .map((one) => one.createdAt);
  return (
    <AgentHere agent={{ origin, name, createdAt, alike }} userId={accountId} />
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
