import {
  KEY_ATTRIBUTE,
  MINE,
  READY,
  STRICT_ATTRIBUTE,
} from "../page/envelope.ts";

/** What a hook says to its relay, beside its messages. */
export interface HookHandlers {
  /** It has the key; called at most once, before this returns or soon after. */
  ready(): void;
  /** The message that the window gets just now is the hook's. */
  mine(): void;
}

/**
 * Hands a key to the page's hook, which runs next, before any script of the
 * page: on a frame that the hook takes out of the document at once. Nothing
 * but the two has the frame then, so that events on it are theirs alone.
 *
 * The offer is over as soon as the parser goes on. `false` where it is too late
 * to make one, or the document is no page.
 */
export function handOver(
  page: Window & typeof globalThis,
  key: string,
  handlers: HookHandlers,
): boolean {
  const { document } = page;
  const root = document.documentElement;
  if (!(document instanceof HTMLDocument) || root === null) return false;
  // Scripts of the page may have run: they could look for the key.
  if (document.readyState !== "loading" || document.scripts.length > 0) {
    return false;
  }
  const frame = document.createElement("iframe");
  frame.setAttribute(KEY_ATTRIBUTE, key);
  if (mayBePrepared(page)) frame.setAttribute(STRICT_ATTRIBUTE, "");
  const isFrame = (node: Node) => node === frame;
  const parser = new MutationObserver((changes) => {
    const isOurs = changes.every(({ addedNodes, removedNodes }) =>
      [...addedNodes, ...removedNodes].every(isFrame)
    );
    if (isOurs) return;
    parser.disconnect();
    frame.removeEventListener(READY, onReady);
    frame.remove();
  });
  const onReady = () => {
    parser.disconnect();
    frame.addEventListener(MINE, () => handlers.mine());
    handlers.ready();
  };
  frame.addEventListener(READY, onReady, { once: true });
  parser.observe(document, { childList: true, subtree: true });
  root.append(frame);
  return true;
}

/**
 * Whether a script may have had the window before this document: a window that
 * another page opens is its to change until it has loaded its first address.
 */
function mayBePrepared(page: Window): boolean {
  if (page.history.length > 1) return false;
  const [navigation] = page.performance.getEntriesByType("navigation");
  return !(navigation instanceof PerformanceNavigationTiming) ||
    navigation.type === "navigate";
}
