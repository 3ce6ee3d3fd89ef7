import { browser } from "wxt/browser";
import { defineContentScript } from "wxt/utils/define-content-script";
import { type Background, Relay } from "../relay/relay.ts";

/** Runs beside the page, before the hook; the build says on which pages. */
export default defineContentScript({
  matches: [],
  runAt: "document_start",
  // The page hears nothing of it.
  noScriptStartedPostMessage: true,
  main() {
    new Relay(window, background).start();
  },
});

const background: Background = {
  send: (message) => browser.runtime.sendMessage(message),
  listen(take) {
    const listener = (
      message: unknown,
      _sender: unknown,
      reply: (answer: unknown) => void,
    ) => {
      const answer = take(message);
      if (answer === null) return false;
      answer.then(reply, () => reply(undefined));
      // The answer comes later.
      return true;
    };
    browser.runtime.onMessage.addListener(listener);
    return () => browser.runtime.onMessage.removeListener(listener);
  },
  isAlive: () => browser.runtime?.id !== undefined,
};
