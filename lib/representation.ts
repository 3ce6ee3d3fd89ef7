/**
 * An answer of the REST API in the form that a request wants: JSON, or a table
 * as CSV.
 * @module
 */
import type { Context } from "fresh";
import type { State } from "@/lib/define.ts";
import { etagOf } from "@/lib/etag.ts";
import { preferredType } from "@/lib/media_types.ts";
import { problem } from "@/lib/problem.ts";
import Papa from "papaparse";

/** What stands in a table; `null` is an empty cell. */
export type Cell = string | number | null;

/** A table: a row for each line, and its columns' names. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** A body as it is sent, and its headers. */
interface Body {
  bytes: Uint8Array<ArrayBuffer>;
  headers: [string, string][];
}

/** A body, and the same compressed once somebody takes it so. */
interface KnownBody extends Body {
  zipped: Promise<Body> | null;
}

/** Smaller bodies, in bytes, are sent as they are. */
const MIN_ZIPPED = 1_024;

/** What a form of answers is. */
interface FormOptions<A> {
  type: string;
  /** Further headers. */
  headers?: [string, string][];
  write(answer: A): string;
}

/**
 * A form that answers may have. What was written once is remembered as long as
 * the answer is: an answer that is the same object has the same body.
 */
export class Form<A extends object> {
  readonly #options: FormOptions<A>;
  readonly #known = new WeakMap<A, Promise<KnownBody>>();

  constructor(options: FormOptions<A>) {
    this.#options = options;
  }

  /** The answer's body, compressed where that is taken and worthwhile. */
  async bodyOf(answer: A, takesGzip = false): Promise<Body> {
    let writing = this.#known.get(answer);
    if (writing === undefined) {
      writing = this.#write(answer);
      this.#known.set(answer, writing);
    }
    const body = await writing;
    if (!takesGzip || body.bytes.length < MIN_ZIPPED) return body;
    return await (body.zipped ??= zip(body));
  }

  async #write(answer: A): Promise<KnownBody> {
    const { type, headers = [], write } = this.#options;
    const bytes = new TextEncoder().encode(write(answer));
    const etag = await etagOf(bytes);
    return {
      bytes,
      headers: [
        ["content-type", type],
        ["vary", "Accept, Accept-Encoding"],
        ["etag", etag],
        ...headers,
      ],
      zipped: null,
    };
  }
}

/** The same answer in other bytes: its `ETag` is a weak one. */
async function zip({ bytes, headers }: Body): Promise<Body> {
  const stream = new Blob([bytes]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return {
    bytes: await new Response(stream).bytes(),
    headers: [
      ...headers.map(([name, value]): [string, string] => [
        name,
        name === "etag" ? `W/${value}` : value,
      ]),
      ["content-encoding", "gzip"],
    ],
  };
}

/** Whether a request takes a body compressed by gzip. */
function takesGzip(headers: Headers): boolean {
  const accepted = headers.get("accept-encoding") ?? "";
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accepted);
}

/** What a spreadsheet would run, whatever follows it. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A table of an answer as a CSV file of that name. */
export function csvForm<A extends object>(
  name: string,
  table: (answer: A) => Table,
): Form<A> {
  return new Form({
    type: "text/csv; charset=utf-8; header=present",
    headers: [["content-disposition", `attachment; filename="${name}.csv"`]],
    write: (answer) => csvOf(table(answer)),
  });
}

/** A table as CSV (RFC 4180), in which no text is a formula. */
export function csvOf({ columns, rows }: Table): string {
  const lines = [columns, ...rows].map((cells) => [...cells]);
  return `${Papa.unparse(lines, { escapeFormulae: FORMULA })}\r\n`;
}

const json = new Form<object>({
  type: "application/json",
  write: (answer) => JSON.stringify(answer),
});

/**
 * The form that a request wants; a problem (406) where it wants none of those
 * there are.
 */
export function wantedForm<A extends object>(
  { req: { headers } }: Context<State>,
  csv?: Form<A>,
): { ok: true; form: Form<A> | Form<object> } | {
  ok: false;
  response: Response;
} {
  const offered = csv === undefined ? JSON_ONLY : JSON_OR_CSV;
  const wanted = preferredType(headers.get("accept"), offered);
  if (wanted !== null) {
    return { ok: true, form: wanted === "text/csv" ? csv ?? json : json };
  }
  const response = problem({
    status: 406,
    title: "Not acceptable",
    detail: `There is ${offered.join(" and ")}.`,
  });
  response.headers.set("vary", "Accept");
  return { ok: false, response };
}

const JSON_ONLY = ["application/json"] as const;
const JSON_OR_CSV = ["application/json", "text/csv"] as const;

/** Parameters that lead to the next page; `null` where there is none. */
export type NextPage = Readonly<Record<string, string | null>>;

/** An answer in a form, with its `ETag` and a link to the next page. */
export async function responseIn<A extends object>(
  { url, req }: Context<State>,
  answer: A,
  form: Form<A> | Form<object>,
  next: NextPage = {},
): Promise<Response> {
  const { bytes, headers } = await form.bodyOf(
    answer,
    takesGzip(req.headers),
  );
  const response = new Response(bytes, { headers });
  for (const [name, value] of Object.entries(next)) {
    if (value === null) continue;
    const query = new URLSearchParams(url.searchParams);
    query.set(name, value);
    const link = `<${url.pathname}?${query}>; rel="next"`;
    response.headers.set("link", link);
  }
  return response;
}

/** An answer as the request wants it: as JSON, or as a table. */
export async function represent<A extends object>(
  ctx: Context<State>,
  answer: A,
  csv: Form<A>,
  next?: NextPage,
): Promise<Response> {
  const wanted = wantedForm(ctx, csv);
  if (!wanted.ok) return wanted.response;
  return await responseIn(ctx, answer, wanted.form, next);
}
