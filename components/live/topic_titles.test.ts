import { describe, expect, it } from "vitest";
import type { Answer } from "./request.ts";
import type { TopicList } from "@/lib/models/topics.ts";
import { analytics } from "./examples.ts";
import { LiveTopicTitles } from "./topic_titles.ts";

/** Figures with those topics, after so many full syncs. */
function shown(topics: string[], syncs = 0) {
  const figures = analytics({
    topics: topics.map((topic) => ({
      topic,
      volume: 1,
      percentage_of_total: 50,
      trend: null,
    })),
  });
  return { figures, syncs };
}

function service(...titles: [id: string, title: string][]) {
  const asked = { times: 0 };
  const list = (): Promise<Answer<TopicList>> => {
    asked.times++;
    const topics = titles.map(([id, title]) => ({
      id,
      title,
      kind: "added" as const,
      hidden: false,
      merged_into: null,
      keywords: [],
    }));
    return Promise.resolve({
      ok: true,
      body: { topics, edition: 1, progress: null },
    });
  };
  return { asked, list };
}

describe("LiveTopicTitles", () => {
  it("asks when a topic is new, and takes all titles as they are then", async () => {
    const live = new LiveTopicTitles({ travel: "Travel" });
    const { asked, list } = service(["travel", "Trips"], ["gym", "Gym!"]);
    await live.follow(shown(["travel"]), list);
    expect(asked.times).toBe(0);
    await live.follow(shown(["travel", "gym"]), list);
    expect(live.titles.value).toEqual({ travel: "Trips", gym: "Gym!" });
    await live.follow(shown(["gym"]), list);
    expect(asked.times).toBe(1);
  });

  it("asks after each full sync, which may follow a new title", async () => {
    const live = new LiveTopicTitles({ travel: "Travel" });
    const { asked, list } = service(["travel", "Trips"]);
    await live.follow(shown(["travel"], 1), list);
    await live.follow(shown(["travel"], 1), list);
    expect(asked.times).toBe(1);
    expect(live.titles.value).toEqual({ travel: "Trips" });
  });

  it("asks once for a topic that has no title, and keeps what it knows", async () => {
    const live = new LiveTopicTitles({ travel: "Travel" });
    const { asked, list } = service(["travel", "Travel"]);
    await live.follow(shown(["gone"]), list);
    await live.follow(shown(["gone"]), list);
    expect(asked.times).toBe(1);
    const refused = () =>
      Promise.resolve({ ok: false as const, problem: { detail: "down" } });
    await live.follow(shown(["other"]), refused);
    expect(live.titles.value).toEqual({ travel: "Travel" });
  });
});
