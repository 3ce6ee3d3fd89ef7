/** An error of the REST API, as RFC 9457 has it. */
export interface Problem {
  /** The HTTP status. */
  status: number;
  /** The kind of problem, in a few words. */
  title: string;
  /** What went wrong this time, and what to do. */
  detail: string;
}

/** An `application/problem+json` response. */
export function problem({ status, title, detail }: Problem): Response {
  return new Response(
    JSON.stringify({ type: "about:blank", title, status, detail }),
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
