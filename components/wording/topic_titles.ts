import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** What people read for a topic, by the topic's name on the wire. */
export type TopicTitles = Readonly<Record<string, string>>;

/** The titles for everything below. */
export const TopicTitlesContext = createContext<TopicTitles>({});

/** Gives a topic's title; without one, its name is made readable. */
export function useTopicTitle(): (topic: string) => string {
  const titles = useContext(TopicTitlesContext);
  return (topic) => titleOf(topic, titles);
}

/** A topic's title: "Gym selfies", also of "gym-selfies" if there is none. */
export function titleOf(topic: string, titles: TopicTitles): string {
  const title = Object.hasOwn(titles, topic) ? titles[topic] : undefined;
  if (title !== undefined) return title;
  const words = topic.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
