import type {
  AnswerEntry,
  ApiReference,
  EndpointEntry,
  FieldEntry,
  MessageEntry,
} from "@/components/docs/reference.ts";
import {
  allowedWords,
  type Answer,
  curlCommand,
  type Endpoint,
  exampleAnswer,
  type Field,
  fieldsOf,
  GROUPS,
  parametersOf,
  problemsOf,
} from "@/lib/api/mod.ts";
import { IncomingWssMessage, OutgoingWssMessage } from "@/lib/models/mod.ts";
import { SESSION_COOKIE } from "@/lib/session_cookie.ts";

/** The REST API of the service at `origin`, and its messages, for people. */
export function apiReference(origin: string): ApiReference {
  return {
    sections: GROUPS.map(({ tag, description, endpoints }) => ({
      id: tag.toLowerCase().replaceAll(" ", "-"),
      title: tag,
      description,
      endpoints: endpoints.map((endpoint) => endpointEntry(endpoint, origin)),
    })),
    incoming: messagesOf(IncomingWssMessage),
    outgoing: messagesOf(OutgoingWssMessage),
  };
}

function endpointEntry(endpoint: Endpoint, origin: string): EndpointEntry {
  const { operationId, method, path, summary, description = "" } = endpoint;
  const { access, body, answers } = endpoint;
  return {
    id: operationId,
    method,
    path,
    summary,
    description,
    access,
    fields: [
      ...parametersOf(endpoint).map((one) => fieldEntry(one, one.in)),
      ...body === undefined
        ? []
        : fieldsOf(body).map((field) => fieldEntry(field, "body")),
    ],
    answers: Object.entries(answers).map(([status, answer]) =>
      answerEntry(Number(status), answer, endpoint)
    ),
    problems: Object.entries(problemsOf(endpoint)).map(([status, when]) => ({
      status: Number(status),
      when,
    })),
    curl: curlCommand(endpoint, { origin, cookie: SESSION_COOKIE }),
  };
}

function fieldEntry(
  { name, description, schema, required }: Field,
  place: FieldEntry["place"],
): FieldEntry {
  const { default: standard } = schema;
  return {
    name,
    place,
    description,
    allowed: allowedWords(schema),
    standard: standard === undefined || standard === ""
      ? null
      : String(standard),
    required,
  };
}

function answerEntry(
  status: number,
  answer: Answer,
  { csv = false }: Endpoint,
): AnswerEntry {
  const { description, schema, type = "application/json" } = answer;
  return {
    status,
    description,
    types: schema === undefined ? [] : csv ? [type, "text/csv"] : [type],
    example: schema === undefined
      ? null
      : JSON.stringify(exampleAnswer(answer), null, 2),
  };
}

function messagesOf(
  { options }: typeof IncomingWssMessage | typeof OutgoingWssMessage,
): MessageEntry[] {
  return options.map((frame) => ({
    type: frame.shape.type.value,
    description: frame.description ?? "",
  }));
}
