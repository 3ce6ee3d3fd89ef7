import { describe, expect, it } from "vitest";
import type { TopicView } from "@/lib/models/topics.ts";
import {
  changeOf,
  decisions,
  failureOf,
  groupTopics,
  readKeywords,
  type TopicFields,
} from "./topics.ts";

function topic(change: Partial<TopicView> = {}): TopicView {
  return {
    id: "travel",
    title: "Travel",
    kind: "everyday",
    hidden: false,
    merged_into: null,
    keywords: [],
    ...change,
  };
}

function fields(change: Partial<TopicFields> = {}): TopicFields {
  return {
    title: "Travel",
    keywords: "",
    mergedInto: "",
    hidden: false,
    ...change,
  };
}

describe("groupTopics", () => {
  const topics = [
    topic({ id: "tips", title: "Tips", kind: "trade" }),
    topic(),
    topic({ id: "food", title: "food" }),
    topic({ id: "gym", title: "Gym", kind: "added", keywords: ["Squats"] }),
  ];
  const idsOf = (query: string) =>
    groupTopics(topics, query).map(({ topics }) => topics.map(({ id }) => id));

  it("has one's own first, and sorts by title", () => {
    expect(idsOf("")).toEqual([["gym"], ["tips"], ["food", "travel"]]);
  });

  it("keeps what has the text in its title or keywords", () => {
    expect(idsOf(" TRA ")).toEqual([[], [], ["travel"]]);
    expect(idsOf("squat")).toEqual([["gym"], [], []]);
  });

  it("keeps the topic whose form is open", () => {
    const groups = groupTopics(topics, "squat", "food");
    expect(groups.flatMap(({ topics }) => topics.map(({ id }) => id)))
      .toEqual(["gym", "food"]);
  });
});

it("says what was decided", () => {
  const titles = new Map([["food", "Food"]]);
  expect(decisions(topic(), titles, "Travel")).toEqual([]);
  const decided = topic({
    title: "Trips",
    hidden: true,
    merged_into: "food",
    keywords: ["city break"],
  });
  expect(decisions(decided, titles, "Travel")).toEqual([
    "hidden",
    "merged into Food",
    "1 keyword",
    "was Travel",
  ]);
});

it("reads keywords by commas and lines", () => {
  expect(readKeywords(" gym selfie, squats\n\nleg day ,")).toEqual([
    "gym selfie",
    "squats",
    "leg day",
  ]);
});

describe("changeOf", () => {
  it("names only what is another", () => {
    expect(changeOf(topic(), fields(), "Travel")).toEqual({});
    expect(changeOf(
      topic({ merged_into: "food", hidden: true, keywords: ["a b"] }),
      fields({ title: " Trips ", keywords: "a b\nc d" }),
      "Travel",
    )).toEqual({
      title: "Trips",
      hidden: false,
      merged_into: null,
      keywords: ["a b", "c d"],
    });
  });

  it("keeps a keyword with a comma, which only others can write", () => {
    const one = topic({ keywords: ["ready, steady, go"] });
    expect(changeOf(one, fields({ keywords: "ready, steady, go" }), "Travel"))
      .toEqual({});
  });

  it("goes back to the title that a topic came with", () => {
    const renamed = topic({ title: "Trips" });
    for (const title of ["", "Travel"]) {
      expect(changeOf(renamed, fields({ title }), "Travel"))
        .toEqual({ title: null });
    }
  });

  it("leaves it to the service to refuse an own topic without title", () => {
    const own = topic({ kind: "added" });
    expect(changeOf(own, fields({ title: " " }), undefined))
      .toEqual({ title: "" });
  });
});

it("brings what is wrong to its field", () => {
  const problem = {
    detail: "title: must not be empty; keywords.1: must be longer",
    errors: [
      { pointer: "#/title", detail: "must not be empty" },
      { pointer: "#/keywords/1", detail: "must be longer" },
      { pointer: "#", detail: "unknown" },
    ],
  };
  expect(failureOf("travel", problem, ["one", "x"])).toEqual({
    form: "travel",
    detail: problem.detail,
    fields: { title: "Must not be empty.", keywords: "“x” must be longer." },
  });
});
