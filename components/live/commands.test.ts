import { expect, it } from "vitest";
import { ChatId, type SendMessageCommand } from "@/lib/models/mod.ts";
import { seed } from "./examples.ts";
import { LiveState } from "./state.ts";

it("tells of commands as long as somebody listens, and keeps none", () => {
  const state = new LiveState(seed());
  const payload: SendMessageCommand = {
    chat_id: ChatId.parse("1001"),
    text: "Thank you so much!",
    command_id: "cmd_01",
    status: "queued",
  };
  const apply = (status: "queued" | "sent") =>
    state.apply({
      type: "command_to_execute",
      payload: { ...payload, status },
    }, false);
  const told: unknown[] = [];
  apply("queued");
  const stop = state.onCommand(({ status }) => told.push(status));
  apply("sent");
  stop();
  apply("queued");
  expect(told).toEqual(["sent"]);
});
