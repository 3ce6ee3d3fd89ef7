import { z } from "zod";

/** What names are names of. */
export const EntityKind = z.enum(["person", "place", "organisation"]).meta({
  description: "What a name is a name of",
  examples: ["place"],
});
export type EntityKind = z.output<typeof EntityKind>;

/** Somebody, some place or some organisation that messages name. */
export const EntityCount = z.object({
  id: z.string().meta({
    description: "Kind and name, the same for all spellings",
  }),
  kind: EntityKind,
  name: z.string().meta({ description: "As it is written most often" }),
  messages: z.int().min(1).meta({ description: "Messages that name it" }),
}).meta({
  description: "Somebody, some place or some organisation that messages name",
  examples: [{
    id: "place:lisbon",
    kind: "place",
    name: "Lisbon",
    messages: 3,
  }],
});
export type EntityCount = z.output<typeof EntityCount>;
