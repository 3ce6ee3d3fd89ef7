import type { AgentStatus } from "../messages.ts";
import { sizeWords } from "./words.ts";

const TITLE = "What is captured, and where it goes";

/** What the extension does and does not do, in plain words. */
export function About(
  { status, isOpen }: { status: AgentStatus; isOpen: boolean },
) {
  if (!isOpen) {
    return (
      <details class="panel about">
        <summary>{TITLE}</summary>
        <Facts status={status} />
      </details>
    );
  }
  return (
    <section class="panel about" aria-labelledby="about">
      <h2 id="about">{TITLE}</h2>
      <Facts status={status} />
    </section>
  );
}

function Facts({ status: { site, creators, pending, storage } }: {
  status: AgentStatus;
}) {
  const origins = new Set(
    [...creators.map(({ pairing }) => pairing), pending]
      .flatMap((pairing) => pairing === null ? [] : [pairing.origin]),
  );
  return (
    <ul>
      <li>
        <strong>Captured</strong> is what the pages of {site}{" "}
        load while you use them: your chats, messages and tips, profiles of fans
        who chat, and who is online.
      </li>
      <li>
        <strong>No request is added.</strong>{" "}
        What your pages do not load stays unknown.
      </li>
      <li>
        <strong>Never kept:</strong> cookies, tokens, passwords, signatures.
      </li>
      <li>
        <strong>Where it goes:</strong> it is stored in this browser, and sent
        {" "}
        {origins.size === 0
          ? "nowhere until you pair an account."
          : `to ${[...origins].join(", ")} only.`}
      </li>
      <li>
        <strong>Messages are sent for you</strong>{" "}
        only when somebody wrote or approved them in your Rapport, or switched
        on a rule there.
      </li>
      {storage !== null && storage.usage > 0 && (
        <li>
          <strong>{sizeWords(storage.usage)}</strong> are stored here.
        </li>
      )}
    </ul>
  );
}
