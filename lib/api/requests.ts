import type { Endpoint } from "./endpoint.ts";
import { exampleOf } from "./examples.ts";
import { parametersOf } from "./parameters.ts";

/** An endpoint's address with the examples of its parameters. */
export function exampleAddress(endpoint: Endpoint): string {
  const query = new URLSearchParams();
  let { path } = endpoint;
  for (const parameter of parametersOf(endpoint)) {
    const { name, example } = parameter;
    if (example === undefined) continue;
    if (parameter.in === "query") query.set(name, String(example));
    else path = path.replace(`{${name}}`, encodeURIComponent(String(example)));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/**
 * The command that asks an endpoint of the service at `origin`. The secret of
 * the session, which `cookie` holds, is taken from `$SESSION`, and an Agent's
 * from `$TOKEN`.
 */
export function curlCommand(
  endpoint: Endpoint,
  { origin, cookie }: { origin: string; cookie: string },
): string {
  const { method, access, body } = endpoint;
  const verb = method === "GET" ? "" : `-X ${method} `;
  return [
    `curl -sS ${verb}'${origin}${exampleAddress(endpoint)}'`,
    ...access === "session" ? [`-b "${cookie}=$SESSION"`] : [],
    ...access === "agent" ? ['-H "authorization: Bearer $TOKEN"'] : [],
    ...body === undefined ? [] : [
      "-H 'content-type: application/json'",
      `-d '${JSON.stringify(exampleOf(body))}'`,
    ],
  ].join(" \\\n  ");
}
