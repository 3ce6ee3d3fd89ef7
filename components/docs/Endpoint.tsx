import type { AnswerEntry, EndpointEntry, FieldEntry } from "./reference.ts";
import { Prose } from "./Prose.tsx";

const NEEDS = {
  open: "needs no session",
  agent: "needs an Agent's token, and no session",
} as const;

/** One endpoint: what it takes and gives, and how it is asked. */
export function Endpoint(endpoint: EndpointEntry) {
  const { id, method, path, summary, description, fields, answers } = endpoint;
  const { access } = endpoint;
  return (
    <article
      class="panel docs-endpoint"
      id={id}
      aria-labelledby={`${id}-title`}
    >
      <header class="docs-head">
        <h3 id={`${id}-title`}>
          <a href={`#${id}`}>{summary}</a>
        </h3>
        {access !== "session" && <p class="panel-aside">{NEEDS[access]}</p>}
        <p class="docs-address">
          <span class="docs-method" data-method={method}>{method}</span>
          <code class="wrap-anywhere">{path}</code>
        </p>
      </header>
      <div class="docs-columns">
        <div class="docs-column">
          {description !== "" && (
            <p>
              <Prose text={description} />
            </p>
          )}
          {fields.length > 0 && <Fields fields={fields} />}
          <Statuses {...endpoint} />
        </div>
        <div class="docs-column">
          <figure>
            <figcaption>Request</figcaption>
            <pre
              class="command docs-request"
              tabIndex={0}
            ><code>{endpoint.curl}</code></pre>
          </figure>
          {answers.map((answer) => <Example key={answer.status} {...answer} />)}
        </div>
      </div>
    </article>
  );
}

function Example({ status, example }: AnswerEntry) {
  if (example === null) return null;
  return (
    <figure>
      <figcaption>Answer {status}</figcaption>
      <pre
        class="command docs-example"
        tabIndex={0}
      ><code>{example}</code></pre>
    </figure>
  );
}

function Fields({ fields }: { fields: FieldEntry[] }) {
  return (
    <div class="overflow-x-auto">
      <table class="records docs-fields">
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col">In</th>
            <th scope="col">What, and what is allowed</th>
            <th scope="col">Default</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <td>
                <code>{field.name}</code>
                {field.required && <p class="docs-required">required</p>}
              </td>
              <td class="text-muted">{field.place}</td>
              <td>
                {field.description !== "" && (
                  <p>
                    <Prose text={field.description} />
                  </p>
                )}
                <p class="text-muted wrap-anywhere">{field.allowed}</p>
              </td>
              <td>
                {field.standard === null
                  ? <span class="sr-only">none</span>
                  : <code>{field.standard}</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Statuses({ answers, problems }: EndpointEntry) {
  return (
    <table class="records docs-statuses">
      <thead>
        <tr>
          <th scope="col">Answer</th>
          <th scope="col">When, and what comes</th>
        </tr>
      </thead>
      <tbody>
        {answers.map(({ status, description, types }) => (
          <tr key={status}>
            <td>
              <code>{status}</code>
            </td>
            <td>
              {description}
              {types.length > 0 && (
                <span class="text-muted">, {types.join(" or ")}</span>
              )}
            </td>
          </tr>
        ))}
        {problems.map(({ status, when }) => (
          <tr key={status} class="text-muted">
            <td>
              <code>{status}</code>
            </td>
            <td>
              <Prose text={when} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
