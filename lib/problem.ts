import type { CommandRefusal } from "@/lib/brain/commands.ts";
import {
  type DecisionRefusal,
  MAX_OPEN,
  type SettingsChanged,
} from "@/lib/commands/mod.ts";
import type * as models from "@/lib/models/mod.ts";
import type { Refusal } from "@/lib/topics/mod.ts";
import type { z } from "zod";

/** An error of the REST API, as RFC 9457 has it. */
export type Problem = Omit<models.Problem, "type">;

/** An `application/problem+json` response. */
export function problem({ status, title, detail, errors }: Problem): Response {
  return new Response(
    JSON.stringify({ type: "about:blank", title, status, detail, errors }),
    { status, headers: { "content-type": "application/problem+json" } },
  );
}

/** What a body comes to that a schema refuses: what is wrong, part by part. */
export function badBody({ issues }: z.ZodError): Problem {
  const errors = issues.map(({ path, message }) => ({
    pointer: ["#", ...path.map(String)].join("/"),
    detail: message,
  }));
  const detail = errors
    .map(({ pointer, detail }) => `${pointer.slice(2) || "body"}: ${detail}`)
    .join("; ");
  return { status: 400, title: "Bad request", detail, errors };
}

/** What a change of topics that is refused comes to. */
export function refusal({ code, reason, field }: Refusal): Problem {
  return {
    ...code === "unknown_topic"
      ? { status: 404, title: "Not found" }
      : { status: 409, title: "Conflict" },
    detail: reason,
    ...field === undefined
      ? {}
      : { errors: [{ pointer: `#/${field}`, detail: reason }] },
  };
}

/** A request's parameters, or the problem with them. */
export type Query<T> =
  | { ok: true; query: T }
  | { ok: false; problem: Problem };

/**
 * Reads parameters of a query and a path as `schema` has them, whose messages go
 * on from the parameter's name: a problem names those that are at fault.
 */
export function readParameters<T>(
  parameters: Record<string, string | undefined>,
  schema: z.ZodType<T>,
): Query<T> {
  const query = schema.safeParse(parameters);
  if (query.success) return { ok: true, query: query.data };
  const said = query.error.issues
    .map(({ path, message }) => `${path.join(".")} ${message}`);
  const detail = `${[...new Set(said)].join("; ")}.`;
  return { ok: false, problem: badParameter(detail) };
}

/** What a parameter that is not allowed comes to. */
export function badParameter(detail: string): Problem {
  return { status: 400, title: "Bad parameter", detail };
}

/** What is asked for and is not there. */
export function notFound(detail: string): Problem {
  return { status: 404, title: "Not found", detail };
}

/** No conversation has the id. */
export const NO_CONVERSATION = notFound(
  "The account has no such conversation.",
);

/** What a command that is not taken comes to. */
export function commandRefusal(code: CommandRefusal): Problem {
  if (code === "no_conversation") return NO_CONVERSATION;
  const detail = COMMAND_CONFLICTS[code];
  return { status: 409, title: "Conflict", detail };
}

const COMMAND_CONFLICTS: Record<
  Exclude<CommandRefusal, "no_conversation">,
  string
> = {
  no_snapshot:
    "There is no snapshot of this account yet: pair an Agent in Settings and let it send its chats.",
  other_command:
    "The command_id is that of another message: leave it out, or choose a new one.",
  too_many:
    `${MAX_OPEN} commands are waiting: try again when some of them are done or have expired.`,
};

/** What a decision about a command that cannot be made comes to. */
export function decisionRefusal({ code, reason }: DecisionRefusal): Problem {
  return code === "unknown_command"
    ? notFound(reason)
    : { status: 409, title: "Conflict", detail: reason };
}

/** What a change of how messages are proposed that is refused comes to. */
export function suggestionRefusal(
  { code, reason, pointer }: Extract<SettingsChanged, { ok: false }>,
): Problem {
  return code === "bad_template"
    ? {
      status: 400,
      title: "Bad request",
      detail: `${pointer.slice(2)}: ${reason}`,
      errors: [{ pointer, detail: reason }],
    }
    : { status: 409, title: "Conflict", detail: reason };
}

/** A request's body, or the problem with it. */
export type Body<T> = { ok: true; body: T } | { ok: false; problem: Problem };

/** Reads JSON as `schema` has it; a problem says what is wrong, and where. */
export async function readBody<T>(
  request: Request,
  schema: z.ZodType<T>,
): Promise<Body<T>> {
  let json: unknown;
  try {
    json = await request.json();
  } catch {
    const detail = "The body is not JSON.";
    return {
      ok: false,
      problem: { status: 400, title: "Bad request", detail },
    };
  }
  const parsed = schema.safeParse(json);
  return parsed.success
    ? { ok: true, body: parsed.data }
    : { ok: false, problem: badBody(parsed.error) };
}
