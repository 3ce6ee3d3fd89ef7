import { z } from "zod";
import { AccountId } from "./ids.ts";

/** What somebody does here, which decides where they land. */
export const Role = z.enum(["creator", "operator"]).meta({
  description: "creator: lands on the Dashboard; operator: on the Inbox",
  examples: ["operator"],
});
export type Role = z.output<typeof Role>;

/** A browser that is signed in. */
export const SessionView = z.object({
  id: z.string().meta({ description: "Names the session, opens nothing" }),
  name: z.string(),
  role: Role,
  created_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime(),
  is_current: z.boolean().meta({ description: "Whether it is the asking one" }),
}).meta({
  description: "A browser that is signed in",
  examples: [{
    id: "5f2c",
    name: "Kim",
    role: "operator",
    created_at: "2025-11-08T12:34:56.000Z",
    expires_at: "2025-12-08T12:34:56.000Z",
    is_current: false,
  }],
});
export type SessionView = z.output<typeof SessionView>;

/** Browsers that are signed in to the account. */
export const SessionList = z.object({ sessions: z.array(SessionView) }).meta({
  description: "Browsers that are signed in, the latest first",
  examples: [{ sessions: [] }],
});
export type SessionList = z.output<typeof SessionList>;

const SESSION = "is the id of a session";

/** Which session a request is about. */
export const SessionQuery = z.object({
  id: z.string(SESSION).min(1, SESSION).max(128, SESSION).meta({
    description: "The session",
  }),
}).meta({
  description: "Which session a request is about",
  examples: [{ id: "5f2c" }],
});
export type SessionQuery = z.output<typeof SessionQuery>;

const NAME = "must be a name of at most 60 characters";

/** Who is to be let in. */
export const InvitationRequest = z.strictObject({
  name: z.string(NAME).trim().min(1, NAME).max(60, NAME).meta({
    description: "What the team calls them",
  }),
  role: Role.default("operator"),
}).meta({
  description: "Who is to be let in, and what they do",
  examples: [{ name: "Kim", role: "operator" }],
});
export type InvitationRequest = z.output<typeof InvitationRequest>;

/** A link that lets somebody in once. */
export const Invitation = z.object({
  url: z.string().meta({ description: "Signs in once; a secret" }),
  name: z.string(),
  role: Role,
  expires_at: z.iso.datetime(),
}).meta({
  description: "A link that lets somebody in, once",
  examples: [{
    url: "https://rapport.example/login/3q2x8QmV0y1Zb5d7",
    name: "Kim",
    role: "operator",
    expires_at: "2025-11-08T13:34:56.000Z",
  }],
});
export type Invitation = z.output<typeof Invitation>;

const CREATOR = "is the id of a creator";

/** Which creator to erase, said twice. */
export const EraseQuery = z.object({
  id: z.string(CREATOR).min(1, CREATOR).max(128, CREATOR).meta({
    description: "The creator",
  }),
  confirm: z.string("is the id of the creator once more").meta({
    description: "The same id once more: nobody erases by mistake",
  }),
}).refine(({ id, confirm }) => id === confirm, {
  path: ["confirm"],
  message: "is the id of the creator once more",
}).meta({
  description: "Which creator to erase, said twice",
  examples: [{ id: "9001", confirm: "9001" }],
});
export type EraseQuery = z.output<typeof EraseQuery>;

/** What was erased. */
export const Erased = z.object({
  user_id: AccountId,
  creator_id: z.string(),
  messages: z.int().min(0),
  conversations: z.int().min(0),
}).meta({
  description: "What of a creator was erased",
  examples: [{
    user_id: "u_4f2a9c",
    creator_id: "9001",
    messages: 3000,
    conversations: 40,
  }],
});
export type Erased = z.output<typeof Erased>;
