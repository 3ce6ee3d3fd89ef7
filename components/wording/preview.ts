import type { Message } from "@/lib/models/message.ts";
import { dollars } from "./money.ts";
import { counted } from "./number.ts";
import { plainText } from "./plain_text.ts";

/** A message in a line of a list. */
export interface Preview {
  /** Never empty: a message without text is named by what it carries. */
  text: string;
  /** Whether `text` is our words rather than the writer's. */
  named: boolean;
  fromCreator: boolean;
}

/** What a list shows of `message`; `null` where there is no message. */
export function preview(message: Message | null): Preview | null {
  if (message === null) return null;
  const fromCreator = message.is_creator ?? message.is_inbound === false;
  const text = plainText(message.text ?? "");
  return text === ""
    ? { text: carried(message), named: true, fromCreator }
    : { text, named: false, fromCreator };
}

function carried(message: Message): string {
  if (message.isTip === true) {
    const amount = message.tipAmount ?? message.price;
    return amount ? `Tip of ${dollars(amount)}` : "Tip";
  }
  const files = message.mediaCount ?? message.media?.length ?? 0;
  if (files > 0) return counted(files, "attachment");
  return message.giphyId ? "GIF" : "No text";
}
