import { describe, expect, it } from "vitest";
import {
  ComparisonInsights,
  DailyInsights,
  Evidence,
  FunnelInsights,
  HourInsights,
  OutcomeInsights,
  ResponseTimeInsights,
  RevenueInsights,
  SentimentInsights,
  SpenderInsights,
  TopicInsights,
  UnansweredInsights,
} from "@/lib/models/mod.ts";
import { z } from "zod";
import {
  comparisonTable,
  dailyTable,
  evidenceTable,
  funnelTable,
  hourTable,
  outcomeTable,
  responseTimeTable,
  revenueTable,
  sentimentTable,
  spenderTable,
  topicTable,
  unansweredTable,
} from "./insight_tables.ts";
import { csvForm, csvOf, type Form } from "./representation.ts";

/** The lines of a table of the example that a schema gives. */
async function linesOf<T extends object>(
  schema: z.ZodType<T>,
  form: Form<T>,
): Promise<string[]> {
  const { examples } = z.object({ examples: z.tuple([schema]) })
    .parse(schema.meta());
  const { bytes } = await form.bodyOf(examples[0]);
  const lines = new TextDecoder().decode(bytes).split("\r\n");
  expect(lines.pop()).toBe("");
  return lines;
}

describe("a table", () => {
  it("of topics", async () => {
    expect(await linesOf(TopicInsights, topicTable)).toEqual([
      "topic,volume,percentage_of_total,trend",
      "travel,31,12.4,10.7",
    ]);
  });

  it("of sentiment", async () => {
    expect(await linesOf(SentimentInsights, sentimentTable)).toEqual([
      "date,sentiment_score",
      "2025-11-08,0.31",
    ]);
  });

  it("of response times is by hour", async () => {
    expect(await linesOf(ResponseTimeInsights, responseTimeTable)).toEqual([
      "hour,answered,average_minutes",
      "9,12,14.2",
    ]);
  });

  it("of a comparison has all figures, over all and by creator", async () => {
    const lines = await linesOf(ComparisonInsights, comparisonTable);
    expect(lines[0]).toBe("creator_id,figure,value,previous,change");
    expect(lines).toContain(",messages,120,100,20");
    expect(lines).toContain("9001,revenue,120,100,20");
    expect(lines).toHaveLength(1 + 2 * 8);
  });

  it("of revenue has a column for each source", async () => {
    expect(await linesOf(RevenueInsights, revenueTable)).toEqual([
      "date,amount,payments,tip,purchase,renewal,subscription_ending,subscription_ended,drop_off,reactivation",
      "2025-11-01,120,4,120,0,0,0,0,0,0",
    ]);
  });

  it("of spenders", async () => {
    expect(await linesOf(SpenderInsights, spenderTable)).toEqual([
      "conversation_id,fan_id,fan,amount,payments,last_date",
      "1001,1001,Sam,120,4,2025-11-07",
    ]);
  });

  it("of hours", async () => {
    expect(await linesOf(HourInsights, hourTable)).toEqual([
      "weekday,hour,inbound,outbound,answered,average_minutes,revenue",
      "1,21,40,31,22,4.2,35",
    ]);
  });

  it("of days has a column for each topic", async () => {
    expect(await linesOf(DailyInsights, dailyTable)).toEqual([
      "date,inbound,outbound,sentiment_score,revenue,topic_travel",
      "2025-11-01,40,31,0.31,35,4",
    ]);
  });

  it("of those who wait", async () => {
    expect(await linesOf(UnansweredInsights, unansweredTable)).toEqual([
      "conversation_id,fan_id,fan,waiting_since,waiting_minutes,unread_count,priority_score",
      "1001,1001,Sam,2025-11-08T12:34:56.000Z,55.3,2,71",
    ]);
  });

  it("of outcomes is by kind", async () => {
    expect(await linesOf(OutcomeInsights, outcomeTable)).toEqual([
      "kind,outcomes,amount",
      "tip,4,120",
    ]);
  });

  it("of the funnel leaves empty what there is not", async () => {
    expect(await linesOf(FunnelInsights, funnelTable)).toEqual([
      "stage,sessions,percentage_of_previous,percentage_of_first",
      "session,40,,100",
    ]);
  });

  it("of evidence has a row for each message", async () => {
    expect(await linesOf(Evidence, evidenceTable)).toEqual([
      "conversation_id,date,contribution,message_id,sent_at,is_inbound,text,price,tip_amount,sentiment,topics",
      "1001,2025-11-07,1,550001,,,I miss Lisbon,,,,",
    ]);
  });
});

describe("CSV", () => {
  const cellOf = (text: string) =>
    csvOf({ columns: ["x"], rows: [[text]] }).slice("x\r\n".length, -2);

  it("holds no formula, whatever the fan is called", () => {
    const formulas = [
      '=HYPERLINK("https://evil.example","x")',
      "+1+1",
      "-1+1",
      "@SUM(A1)",
      "\t=1+1",
      "\r=1+1",
      "\n=1+1",
      "=1+1\nand more",
      "=cmd|'/c calc'!A1\r\nand more",
      "＝1+1",
    ];
    for (const formula of formulas) {
      expect(cellOf(formula), JSON.stringify(formula))
        .toBe(`"'${formula.replaceAll('"', '""')}"`);
    }
  });

  it("leaves numbers alone, below zero too", () => {
    expect(csvOf({ columns: ["x", "y"], rows: [[-0.3, null]] }))
      .toBe("x,y\r\n-0.3,\r\n");
  });

  it("quotes what would end a cell", () => {
    expect(cellOf('a,b "c"\nd')).toBe('"a,b ""c""\nd"');
    expect(cellOf("ü 💬 語")).toBe("ü 💬 語");
  });

  it("has its header where there are no rows", () => {
    expect(csvOf({ columns: ["x", "y"], rows: [] })).toBe("x,y\r\n");
  });

  it("is compressed once, where that is taken and worthwhile", async () => {
    const form = csvForm("x", ({ n }: { n: number }) => ({
      columns: ["n"],
      rows: Array.from({ length: n }, (_, i) => [i]),
    }));
    const answer = { n: 1_000 };
    const plain = await form.bodyOf(answer);
    const zipped = await form.bodyOf(answer, true);
    expect(await form.bodyOf(answer, true)).toBe(zipped);
    expect(zipped.bytes.length).toBeLessThan(plain.bytes.length);
    const stream = new Blob([zipped.bytes]).stream()
      .pipeThrough(new DecompressionStream("gzip"));
    expect(await new Response(stream).bytes()).toEqual(plain.bytes);
    const [of, ofZipped] = [plain, zipped].map(({ headers }) =>
      new Headers(headers)
    );
    expect(ofZipped?.get("content-encoding")).toBe("gzip");
    expect(ofZipped?.get("etag")).toBe(`W/${of?.get("etag")}`);
    const small = { n: 3 };
    expect(await form.bodyOf(small, true)).toBe(await form.bodyOf(small));
  });

  it("of the same object is written once", async () => {
    let written = 0;
    const form = csvForm("x", ({ n }: { n: number }) => {
      written++;
      return { columns: ["n"], rows: [[n]] };
    });
    const answer = { n: 1 };
    const first = await form.bodyOf(answer);
    expect(await form.bodyOf(answer)).toBe(first);
    expect(written).toBe(1);
    expect(await form.bodyOf({ n: 1 })).toEqual(first);
    expect(written).toBe(2);
  });
});
