/** The sections of Settings, in their order, by what leads to them. */
export const SECTIONS = [
  { id: "pair", title: "Pair an extension" },
  { id: "agents", title: "Agents" },
  { id: "team", title: "Team" },
  { id: "creators", title: "Creators" },
  { id: "time-zone", title: "Days and hours" },
  { id: "topics", title: "Topics" },
  { id: "suggestions", title: "Suggestions" },
  { id: "set-aside", title: "Set aside" },
  { id: "service", title: "Service" },
  { id: "appearance", title: "Appearance" },
  { id: "data", title: "Data" },
  { id: "account", title: "Account" },
] as const;

/** What there is on the page, and the way to it. */
export function Contents() {
  return (
    <nav class="settings-contents" aria-label="On this page">
      <ul>
        {SECTIONS.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
