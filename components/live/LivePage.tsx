import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { EvidenceSheet } from "@/components/evidence/EvidenceSheet.tsx";
import {
  EvidenceContext,
  type EvidenceQuestion,
} from "@/components/evidence/evidence.ts";
import { Boundary } from "@/components/shell/Boundary.tsx";
import { Connection } from "@/components/shell/Connection.tsx";
import { CreatorSwitch } from "@/components/shell/CreatorSwitch.tsx";
import { Help } from "@/components/shell/Help.tsx";
import { Notices } from "@/components/shell/Notices.tsx";
import { OnlineCount } from "@/components/shell/Presence.tsx";
import {
  isTyping,
  KeySequence,
  type Shortcut,
} from "@/components/shell/shortcuts.ts";
import {
  addressFor,
  type PageName,
  PAGES,
  Shell,
} from "@/components/shell/Shell.tsx";
import { ToastList } from "@/components/shell/Toasts.tsx";
import { Toasts } from "@/components/shell/toasts.ts";
import {
  type ShortcutGroup,
  ShortcutsContext,
} from "@/components/shell/use_shortcuts.ts";
import { TopicTitlesContext } from "@/components/wording/topic_titles.ts";
import { browserEnvironment } from "./environment.ts";
import { FanNames } from "./fan_names.ts";
import { type LiveContext, LivePageContext, type PageSeed } from "./page.ts";
import { LiveStore } from "./store.ts";
import { LiveTopicTitles } from "./topic_titles.ts";

/** Relative times move on this often, ms. */
const CLOCK_MS = 15_000;

interface LivePageProps {
  seed: PageSeed;
  current: PageName;
  /** `window`: the page fills the window and scrolls in its parts. */
  fit?: "page" | "window";
  children: ComponentChildren;
}

/** A page that is rendered from its seed, and then stays live. */
export function LivePage({ seed, current, fit, children }: LivePageProps) {
  const isSigningOut = useRef(false);
  const page = useLive(seed, isSigningOut);
  const titles = useTopicTitles(page.store, seed);
  const evidence = useSignal<EvidenceQuestion | null>(null);
  const isHelpShown = useSignal(false);
  const { creator } = seed;
  const shortcuts = useKeyboard({
    creator,
    help: () => isHelpShown.value = true,
  });
  return (
    <LivePageContext.Provider value={page}>
      <TopicTitlesContext.Provider value={titles.titles.value}>
        <EvidenceContext.Provider value={evidence}>
          <ShortcutsContext.Provider value={shortcuts}>
            <Shell
              current={current}
              creator={creator}
              theme={seed.theme}
              person={seed.person}
              fit={fit}
              onHelp={() => isHelpShown.value = true}
              onSignOut={() => isSigningOut.current = true}
              aside={<Aside page={page} />}
            >
              <Notices store={page.store} now={page.now} />
              <Boundary name="The main part">{children}</Boundary>
            </Shell>
            <ToastList toasts={page.toasts} />
            {evidence.value !== null && (
              <EvidenceSheet
                key={JSON.stringify(evidence.value)}
                question={evidence.value}
                close={() => evidence.value = null}
              />
            )}
            {isHelpShown.value && (
              <Help
                groups={shortcuts}
                close={() => isHelpShown.value = false}
              />
            )}
          </ShortcutsContext.Provider>
        </EvidenceContext.Provider>
      </TopicTitlesContext.Provider>
    </LivePageContext.Provider>
  );
}

function Aside({ page: { store, creators, creator } }: { page: LiveContext }) {
  return (
    <>
      <CreatorSwitch creators={creators} current={creator} />
      <OnlineCount presence={store.state.presence} />
      <Connection connection={store.connection} status={store.state.status} />
    </>
  );
}

/** The store, connected, and what belongs to it. */
function useLive(
  seed: PageSeed,
  isSigningOut: { readonly current: boolean },
): LiveContext {
  const { live, zone, creators, creator } = seed;
  const store = useMemo(() => new LiveStore(live), []);
  const toasts = useMemo(() => new Toasts(), []);
  const names = useMemo(() => new FanNames(), []);
  const now = useSignal(seed.now);
  useEffect(
    () =>
      store.start(browserEnvironment(store.account.id, { sync: live.sync })),
    [],
  );
  useEffect(() => {
    const clock = setInterval(() => now.value = Date.now(), CLOCK_MS);
    return () => clearInterval(clock);
  }, []);
  useSignalEffect(() => {
    const connection = store.connection.value;
    // Whoever signs out here is led away by the answer to that.
    if (isSigningOut.current) return;
    if (connection.kind === "stopped" && connection.reason === "signed-out") {
      location.assign("/login?reason=expired");
    }
  });
  useSignalEffect(() => {
    const problem = store.state.problem.value;
    if (problem === null) return;
    toasts.say({
      tone: "bad",
      text: problem.errorMessage,
      ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    });
    store.state.dismissProblem();
  });
  return useMemo(
    () => ({ store, now, zone, creators, creator, toasts, names }),
    [],
  );
}

function useTopicTitles(store: LiveStore, seed: PageSeed): LiveTopicTitles {
  const topics = useMemo(
    () => new LiveTopicTitles(seed.live.topicTitles),
    [],
  );
  useSignalEffect(() => {
    const { figures, syncs } = store.state;
    topics.follow({ figures: figures.value, syncs: syncs.value });
  });
  return topics;
}

/** Has the page's shortcuts work; gives the groups that parts of it add to. */
function useKeyboard(
  page: Parameters<typeof pageShortcuts>[0],
): Signal<readonly ShortcutGroup[]> {
  const own = useMemo(() => pageShortcuts(page), []);
  const groups = useSignal<readonly ShortcutGroup[]>([own]);
  const sequence = useRef(new KeySequence());
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const all = groups.peek().flatMap(({ shortcuts }) => shortcuts);
      const shortcut = sequence.current.press(event, all);
      if (shortcut === null) return;
      event.preventDefault();
      shortcut.run();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return groups;
}

function pageShortcuts(
  { creator, help }: { creator: string | null; help: () => void },
): ShortcutGroup {
  const pages: Shortcut[] = PAGES.map(({ name, href, keys }) => ({
    keys,
    label: `Go to ${name}`,
    run: () => location.assign(addressFor(href, creator)),
  }));
  return {
    title: "Everywhere",
    shortcuts: [...pages, { keys: "?", label: "This help", run: help }],
  };
}
