import { z } from "zod";
import { AccountId } from "./ids.ts";

/** Who is signed in. */
export const SignedIn = z.object({
  user_id: AccountId,
  name: z.string().meta({ description: "What people call the account" }),
}).meta({
  description: "Who is signed in",
  examples: [{ user_id: "u_4f2a9c", name: "Robin" }],
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
