import type { ApiReference, MessageEntry } from "./reference.ts";

/** The WebSocket messages in short, and where all of them is described. */
export function Messages({ incoming, outgoing }: ApiReference) {
  return (
    <section class="docs-section" id="websocket">
      <header>
        <h2>WebSocket messages</h2>
        <p>
          Frames are JSON:{" "}
          <code class="docs-code">{'{"type", "payload"}'}</code>
          . Agents connect to{" "}
          <code class="docs-code">/ws/extension/{"{userId}"}</code>, dashboards
          to <code class="docs-code">/ws/frontend/{"{userId}"}</code>.
        </p>
      </header>
      <div class="docs-messages">
        <Direction
          title="To the service"
          schema="/api/v1/schemas/wss?direction=incoming"
          messages={incoming}
        />
        <Direction
          title="From the service"
          schema="/api/v1/schemas/wss"
          messages={outgoing}
        />
      </div>
    </section>
  );
}

function Direction({ title, schema, messages }: {
  title: string;
  schema: string;
  messages: MessageEntry[];
}) {
  return (
    <section class="panel">
      <header class="panel-head">
        <h3 class="font-semibold">{title}</h3>
        <a class="panel-aside underline" href={schema}>JSON Schema</a>
      </header>
      <div class="panel-body">
        <table class="records">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">What it says</th>
            </tr>
          </thead>
          <tbody>
            {messages.map(({ type, description }) => (
              <tr key={type}>
                <td>
                  <code>{type}</code>
                </td>
                <td>{description}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
