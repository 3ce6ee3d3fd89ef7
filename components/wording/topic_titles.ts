import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** What people read for a topic, by the topic's name on the wire. */
export type TopicTitles = Readonly<Record<string, string>>;

/** The titles for everything below. */
export const TopicTitlesContext = createContext<TopicTitles>({});

/** Gives a topic's title; a topic without one is shown by its name. */
export function useTopicTitle(): (topic: string) => string {
  const titles = useContext(TopicTitlesContext);
  return (topic) =>
    Object.hasOwn(titles, topic) ? titles[topic] ?? topic : topic;
}
