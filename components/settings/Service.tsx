import { Graph } from "./Graph.tsx";
import type { GraphPanel } from "./graph.ts";
import { type ServiceState, serviceWords } from "./service.ts";

/** How the service stands, and the graph that it keeps. */
export function Service(
  { state, graph }: { state: ServiceState; graph: GraphPanel },
) {
  return (
    <section class="panel" id="service" aria-labelledby="service-title">
      <header class="panel-head">
        <h2 id="service-title">Service</h2>
        <p class="panel-aside">as this instance sees it</p>
      </header>
      <div class="panel-body">
        <dl class="service-parts">
          {serviceWords(state).map(({ name, tone, state, note }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <p class="connection" data-tone={tone ?? undefined}>
                  <span class="connection-dot" />
                  <span>{state}</span>
                </p>
                <p class="graph-note">{note}</p>
              </dd>
            </div>
          ))}
        </dl>
        <Graph {...graph} />
      </div>
    </section>
  );
}
