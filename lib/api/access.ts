import {
  AgentList,
  AgentQuery,
  PairedAgent,
  PairingOffer,
  PairingRequest,
  SignedIn,
} from "@/lib/models/mod.ts";
import { defineEndpoint, type EndpointGroup } from "./endpoint.ts";

/** Who is signed in, and which Agents may send. */
export const access: EndpointGroup = {
  tag: "Access",
  description:
    "Who is signed in, and which Agents may send. A link that the service prints signs a browser in.",
  endpoints: [
    defineEndpoint({
      operationId: "getSignedIn",
      method: "GET",
      path: "/api/v1/auth/me",
      summary: "Says who is signed in",
      access: "session",
      answers: { 200: { description: "The account", schema: SignedIn } },
    }),
    defineEndpoint({
      operationId: "signOut",
      method: "POST",
      path: "/api/v1/auth/logout",
      summary: "Ends the session",
      description: "Its dashboards are closed too.",
      access: "session",
      answers: {
        303: {
          description: "To the page for signing in",
          headers: {
            location: "The page",
            "set-cookie": "Takes the session's cookie away",
          },
        },
      },
    }),
    defineEndpoint({
      operationId: "createPairingCode",
      method: "POST",
      path: "/api/v1/pairing-codes",
      summary: "Makes a code that pairs one Agent",
      access: "session",
      answers: { 201: { description: "The code", schema: PairingOffer } },
    }),
    defineEndpoint({
      operationId: "pairAgent",
      method: "POST",
      path: "/api/v1/agents",
      summary: "Trades a pairing code for an Agent's token",
      description:
        "Browser extensions may ask this from their own origin, and are listed with it.",
      access: "open",
      body: PairingRequest,
      answers: {
        201: {
          description: "What the Agent connects with",
          schema: PairedAgent,
        },
      },
      problems: { 403: "The code was used, or is too old." },
    }),
    defineEndpoint({
      operationId: "listAgents",
      method: "GET",
      path: "/api/v1/agents",
      summary: "Lists the Agents that are paired",
      access: "session",
      answers: { 200: { description: "The Agents", schema: AgentList } },
    }),
    defineEndpoint({
      operationId: "revokeAgent",
      method: "DELETE",
      path: "/api/v1/agents/{id}",
      summary: "Takes an Agent's token away",
      description:
        "Its connection is closed with 4401. What it has sent stays.",
      access: "session",
      parameters: AgentQuery,
      answers: { 204: { description: "Its token does not work any more" } },
      problems: { 404: "The account has no such Agent." },
    }),
    defineEndpoint({
      operationId: "revokeCurrentAgent",
      method: "DELETE",
      path: "/api/v1/agents/current",
      summary: "Takes away the token that asks",
      description:
        "For an Agent that is unpaired at its own end. Its connection is closed with 4401; what it has sent stays. Browser extensions may ask this from their own origin.",
      access: "agent",
      answers: { 204: { description: "Its token does not work any more" } },
    }),
  ],
};
