import { useEffect, useRef } from "preact/hooks";
import type { InboxSeed } from "../seed.ts";
import { FanPanel } from "./FanPanel.tsx";

interface FanSheetProps {
  chat: string;
  initial: InboxSeed["open"];
  close(): void;
}

/** The fan's panel over the page, where there is no room beside it. */
export function FanSheet({ chat, initial, close }: FanSheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="sheet fan-sheet"
      aria-label="About the fan"
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <FanPanel
        chat={chat}
        initial={initial}
        close={() => dialog.current?.close()}
      />
    </dialog>
  );
}
