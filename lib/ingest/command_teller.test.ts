import { describe, expect, it } from "vitest";
import {
  AccountId,
  ChatId,
  type SendMessageCommand,
} from "@/lib/models/mod.ts";
import { Transaction } from "@/lib/store/mod.ts";
import { withStore } from "@/lib/store/testing.ts";
import { CommandTeller } from "./command_teller.ts";
import { emptyHead } from "./head.ts";

const ACCOUNT = AccountId.parse("u_1");

const news = (command_id: string): SendMessageCommand => ({
  chat_id: ChatId.parse("1001"),
  text: "Hi",
  command_id,
});

/** What tells of news that is given bit by bit, each `onTake` later. */
async function withTeller(
  bits: SendMessageCommand[][],
  onTake: (teller: CommandTeller) => void,
  run: (teller: CommandTeller, told: string[]) => Promise<void>,
): Promise<void> {
  await withStore(async (store) => {
    const told: string[] = [];
    const teller: CommandTeller = new CommandTeller({
      account: ACCOUNT,
      parts: {
        commandNews: {
          take: () => {
            const taken = bits.shift() ?? [];
            onTake(teller);
            return Promise.resolve(taken);
          },
        },
      },
      commits: {
        tell: async (make) => {
          const head = emptyHead(ACCOUNT);
          const frames = await make(new Transaction(store), head);
          for (const frame of frames) {
            if (frame.type !== "command_to_execute") continue;
            told.push(frame.payload.command_id ?? "");
          }
          return frames.length;
        },
      },
    });
    await run(teller, told);
  });
}

describe("whoever tells of commands", () => {
  it("goes on until there is no more, and then looks no more", () => {
    let looks = 0;
    return withTeller(
      [[news("a"), news("b")], [news("c")]],
      () => looks++,
      async (teller, told) => {
        await teller.tell();
        expect(told).toEqual(["a", "b", "c"]);
        expect(teller.mayHaveNews).toBe(false);
        await teller.tell();
        expect(looks).toBe(3);
      },
    );
  });

  it("looks again for what came while it looked", () =>
    withTeller(
      [[]],
      (teller) => teller.note(),
      async (teller) => {
        await teller.tell();
        expect(teller.mayHaveNews).toBe(true);
      },
    ));

  it("looks again after a failure", () =>
    withTeller(
      [],
      () => {
        throw new Error("the disk is full");
      },
      async (teller) => {
        await expect(teller.tell()).rejects.toThrow("the disk is full");
        expect(teller.mayHaveNews).toBe(true);
      },
    ));
});
