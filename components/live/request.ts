/** Why the service did not do what it was asked. */
export interface Refused {
  detail: string;
  errors?: { pointer: string; detail: string }[];
}

/** What became of a request: the answer's body, or why there is none. */
export type Answer<R> = { ok: true; body: R } | { ok: false; problem: Refused };

const UNREACHABLE = "The service could not be reached. Try again in a moment.";

/** Asks the REST API; one who is not signed in any more is led to do so. */
export async function ask<R>(
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<R>> {
  try {
    const response = await fetch(path, {
      method,
      ...body === undefined ? {} : {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      },
    });
    if (response.status === 401) location.assign("/login?reason=expired");
    const text = await response.text();
    const answer = text === "" ? null : JSON.parse(text);
    return response.ok
      ? { ok: true, body: answer }
      : { ok: false, problem: { detail: UNREACHABLE, ...answer } };
  } catch {
    return { ok: false, problem: { detail: UNREACHABLE } };
  }
}
