import { browser } from "wxt/browser";
import { mount } from "../../ui/mount.tsx";

mount(
  "popup",
  (request) => browser.runtime.sendMessage(request),
);
