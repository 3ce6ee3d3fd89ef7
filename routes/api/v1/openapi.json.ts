import { define } from "@/lib/define.ts";
import { restDocument } from "@/lib/rest_document.ts";

export const handler = define.handlers({
  GET: (ctx) => ctx.json(restDocument()),
});
