import { define } from "@/lib/define.ts";
import { wssJsonSchema, WssSchemaQuery } from "@/lib/models/mod.ts";
import { problem } from "@/lib/problem.ts";
import { readRequest } from "@/lib/request.ts";

export const handler = define.handlers({
  GET(ctx) {
    const request = readRequest(ctx, WssSchemaQuery);
    if (!request.ok) return problem(request.problem);
    const schema = wssJsonSchema(request.query.direction);
    return new Response(JSON.stringify(schema), {
      headers: { "content-type": "application/schema+json" },
    });
  },
});
