import { GROUPS, openApiDocument } from "@/lib/api/mod.ts";
import { type OpenApiDocument, PROTOCOL_VERSION } from "@/lib/models/mod.ts";
import { SESSION_COOKIE } from "@/lib/session_cookie.ts";

let document: OpenApiDocument | undefined;

/** The REST API as OpenAPI describes it; made once. */
export function restDocument(): OpenApiDocument {
  return document ??= openApiDocument(GROUPS, {
    version: PROTOCOL_VERSION,
    cookie: SESSION_COOKIE,
  });
}
