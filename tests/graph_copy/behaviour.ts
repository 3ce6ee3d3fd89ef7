import { z } from "zod";

/** How the graph server behaves; empty: as it should. */
export const Behaviour = z.strictObject({
  /** It refuses changes of elements whose names hold this. */
  refuses: z.string().optional(),
  /** Every request fails with this message. */
  fails: z.string().optional(),
  /** No request is ever answered. */
  hangs: z.boolean().optional(),
});
export type Behaviour = z.output<typeof Behaviour>;
