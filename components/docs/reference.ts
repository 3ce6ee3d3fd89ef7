/** A parameter, or a field of a body. */
export interface FieldEntry {
  name: string;
  /** Where it stands. */
  place: "path" | "query" | "body";
  description: string;
  /** What is allowed, in words. */
  allowed: string;
  /** As it is written; `null`: there is none. */
  standard: string | null;
  required: boolean;
}

/** What an endpoint answers with a status. */
export interface AnswerEntry {
  status: number;
  description: string;
  /** Content types; none where there is no body. */
  types: string[];
  /** JSON; `null`: there is no body. */
  example: string | null;
}

/** An endpoint, as people read of it. */
export interface EndpointEntry {
  /** Names it within the page. */
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Who may ask: anybody, whoever is signed in, or an Agent with its token. */
  access: "open" | "session" | "agent";
  fields: FieldEntry[];
  answers: AnswerEntry[];
  /** When it answers with a problem. */
  problems: { status: number; when: string }[];
  /** A command that asks it. */
  curl: string;
}

/** Endpoints that belong together. */
export interface EndpointSection {
  id: string;
  title: string;
  description: string;
  endpoints: EndpointEntry[];
}

/** A WebSocket message, in short. */
export interface MessageEntry {
  type: string;
  description: string;
}

/** The whole reference. */
export interface ApiReference {
  sections: EndpointSection[];
  incoming: MessageEntry[];
  outgoing: MessageEntry[];
}
