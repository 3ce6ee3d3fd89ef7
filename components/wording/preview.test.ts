import { expect, it } from "vitest";
import { Message } from "@/lib/models/mod.ts";
import { preview } from "./preview.ts";

const of = (change: object) => preview(Message.parse({ id: 1, ...change }));

it("shows the text, and whose it is", () => {
  expect(of({ text: "<p>Hi!</p>", is_inbound: true })).toEqual({
    text: "Hi!",
    named: false,
    fromCreator: false,
  });
  expect(of({ text: "Hi", is_inbound: false })?.fromCreator).toBe(true);
  expect(of({ text: "Hi", is_creator: true })?.fromCreator).toBe(true);
});

it("names what a message without text carries", () => {
  expect(of({ isTip: true, tipAmount: 20 })?.text).toBe("Tip of $20");
  expect(of({ media: [{ id: 1 }, { id: 2 }] })?.text).toBe("2 attachments");
  expect(of({ text: "<p></p>", giphyId: "x" })?.text).toBe("GIF");
  expect(of({})?.text).toBe("No text");
  expect(preview(null)).toBeNull();
});
