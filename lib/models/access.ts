import { z } from "zod";
import { AccountId } from "./ids.ts";
import { Role } from "./team.ts";

/** Who is signed in. */
export const SignedIn = z.object({
  user_id: AccountId,
  name: z.string().meta({ description: "What people call the account" }),
  person: z.string().meta({
    description: "Who was invited by this name; otherwise the account's",
  }),
  role: Role,
}).meta({
  description: "Who is signed in",
  examples: [{
    user_id: "u_4f2a9c",
    name: "Robin",
    person: "Kim",
    role: "operator",
  }],
});
export type SignedIn = z.output<typeof SignedIn>;

/** A code that pairs one Agent. */
export const PairingOffer = z.object({
  code: z.string().meta({ description: "Works once" }),
  expires_at: z.iso.datetime(),
}).meta({
  description: "A code that pairs one Agent",
  examples: [{ code: "K7QM3TXA", expires_at: "2025-11-08T12:44:56.000Z" }],
});
export type PairingOffer = z.output<typeof PairingOffer>;

const CODE = "must be the pairing code from Settings";
const NAME = "must be a name for this Agent, of at most 100 characters";

/** What an Agent trades a pairing code with. */
export const PairingRequest = z.object({
  code: z.string(CODE).min(1, CODE).max(64, CODE).meta({
    description: "From Settings; case, blanks and dashes do not matter",
  }),
  name: z.string(NAME).trim().min(1, NAME).max(100, NAME).meta({
    description: "What Settings calls this Agent",
  }),
}).meta({
  description: "A pairing code, and the Agent's name",
  examples: [{ code: "K7QM3TXA", name: "My laptop" }],
});
export type PairingRequest = z.output<typeof PairingRequest>;

/** What a paired Agent connects with. */
export const PairedAgent = z.object({
  token: z.string().meta({ description: "A secret, shown only now" }),
  user_id: AccountId,
  ws_url: z.string().meta({ description: "Where the Agent connects" }),
}).meta({
  description: "What a paired Agent connects with",
  examples: [{
    token: "3q2x8QmV0y1Zb5d7Kf9Lh4Nj6Pr8Ts0Vw2Xz4Bc6De8",
    user_id: "u_4f2a9c",
    ws_url: "wss://rapport.example/ws/extension/u_4f2a9c",
  }],
});
export type PairedAgent = z.output<typeof PairedAgent>;

/** An Agent that may send an account's data. */
export const AgentView = z.object({
  id: z.string().meta({ description: "Names the Agent, opens nothing" }),
  name: z.string(),
  created_at: z.iso.datetime().meta({ description: "When it was paired" }),
  last_seen_at: z.iso.datetime().nullable().meta({
    description: "When it last connected; null if it never has",
  }),
  extension_origin: z.string().nullable().meta({
    description:
      "The extension's origin in the browser that it was paired in; null for an Agent that is no extension",
    examples: ["chrome-extension://abcdefghijklmnopabcdefghijklmnop", null],
  }),
}).meta({
  description: "An Agent that may send the account's chats",
  examples: [{
    id: "0b8c3a52-6c1e-4f0e-9d57-2f6a3b1c4d5e",
    name: "My laptop",
    created_at: "2025-11-08T12:34:56.000Z",
    last_seen_at: null,
    extension_origin: "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
  }],
});
export type AgentView = z.output<typeof AgentView>;

/** The Agents of an account. */
export const AgentList = z.object({ agents: z.array(AgentView) }).meta({
  description: "The Agents that are paired, the first one first",
  examples: [{ agents: [] }],
});
export type AgentList = z.output<typeof AgentList>;

const AGENT = "is the id of an Agent";

/** Which Agent a request is about. */
export const AgentQuery = z.object({
  id: z.string(AGENT).min(1, AGENT).max(128, AGENT).meta({
    description: "The Agent",
  }),
}).meta({
  description: "Which Agent a request is about",
  examples: [{ id: "0b8c3a52-6c1e-4f0e-9d57-2f6a3b1c4d5e" }],
});
export type AgentQuery = z.output<typeof AgentQuery>;
