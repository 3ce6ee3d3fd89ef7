import { createDefine } from "fresh";

/** Helpers of an app without a state. */
export const define = createDefine<unknown>();
