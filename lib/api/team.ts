import {
  Invitation,
  InvitationRequest,
  SessionList,
  SessionQuery,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** Who else is let in. */
export const team: EndpointGroup = {
  tag: "Team",
  description:
    "Who else is let in. A role says where somebody lands after signing in, and nothing else: all of them see and do the same.",
  endpoints: [
    defineEndpoint({
      operationId: "invite",
      method: "POST",
      path: "/api/v1/invitations",
      summary: "Makes a link that lets somebody in, once",
      description: "Whoever has the link can use it: it is a secret.",
      access: "session",
      body: InvitationRequest,
      answers: { 201: { description: "The link", schema: Invitation } },
    }),
    defineEndpoint({
      operationId: "listSessions",
      method: "GET",
      path: "/api/v1/sessions",
      summary: "Lists the browsers that are signed in",
      access: "session",
      answers: { 200: { description: "The sessions", schema: SessionList } },
    }),
    defineEndpoint({
      operationId: "endSession",
      method: "DELETE",
      path: "/api/v1/sessions/{id}",
      summary: "Signs a browser out",
      description: "Its dashboards are closed with 4401.",
      access: "session",
      parameters: SessionQuery,
      answers: { 204: { description: "It is signed out" } },
      problems: { 404: "The account has no such session." },
    }),
  ],
};
