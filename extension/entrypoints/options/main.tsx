import { browser } from "wxt/browser";
import { mount } from "../../ui/mount.tsx";

mount(
  "page",
  (request) => browser.runtime.sendMessage(request),
);
