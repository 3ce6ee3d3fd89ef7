import { SheetFrame } from "@/components/shell/Sheet.tsx";
import type { InboxSeed } from "../seed.ts";
import { FanPanel } from "./FanPanel.tsx";

interface FanSheetProps {
  chat: string;
  initial: InboxSeed["open"];
  close(): void;
}

/** The fan's panel over the page, where there is no room beside it. */
export function FanSheet({ chat, initial, close }: FanSheetProps) {
  return (
    <SheetFrame label="About the fan" class="fan-sheet" close={close}>
      {(dismiss) => <FanPanel chat={chat} initial={initial} close={dismiss} />}
    </SheetFrame>
  );
}
