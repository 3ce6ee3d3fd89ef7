import { describe, expect, it } from "vitest";
import { pairing } from "../testing.ts";
import { creatorsFor, readRequest } from "./request.ts";

describe("a request", () => {
  it("is one of four", () => {
    expect(readRequest({ type: "get_all_chats_from_db", payload: null }))
      .toEqual({
        ok: true,
        userId: null,
        call: { type: "get_all_chats_from_db" },
      });
    expect(
      readRequest({
        type: "get_all_messages_from_db",
        payload: { chatId: 1001 },
        userId: "u1",
      }),
    ).toEqual({
      ok: true,
      userId: "u1",
      call: { type: "get_all_messages_from_db", chat: "1001" },
    });
    const command = { chat_id: 1, text: "Hi" };
    expect(readRequest({ type: "execute_agent_command", payload: command }))
      .toMatchObject({ ok: true, call: { command } });
    expect(readRequest({ type: "get_agent_status" })).toMatchObject({
      ok: true,
    });
  });

  it("that is none is told what is wrong", () => {
    const wrong: [unknown, string][] = [
      [null, "A request is an object"],
      [[], "A request is an object"],
      [{}, "type must be"],
      [{ type: "wipe" }, "type must be"],
      [{ type: "get_agent_status", userId: 5 }, "userId must be"],
      [{ type: "get_all_messages_from_db" }, "payload.chatId"],
      [{ type: "get_all_messages_from_db", payload: { chatId: {} } }, "chatId"],
      [{ type: "execute_agent_command", payload: "Hi" }, "payload must be"],
    ];
    for (const [message, error] of wrong) {
      expect(readRequest(message)).toEqual({
        ok: false,
        error: expect.stringContaining(error),
      });
    }
  });
});

describe("who asks", () => {
  const one = pairing("u1");
  const other = { ...pairing("u2"), origin: "https://other.example" };
  const of = new Map([["9001", one], ["9002", other]]);
  const pairings = { of, pending: null };

  it("gets what goes to its own origin", () => {
    expect(creatorsFor(one.origin, null, pairings))
      .toEqual({ ok: true, creators: ["9001"] });
    expect(creatorsFor(other.origin, "u2", pairings))
      .toEqual({ ok: true, creators: ["9002"] });
  });

  it("gets nothing from any other origin", () => {
    for (
      const origin of [
        undefined,
        "null",
        "",
        "http://rapport.example",
        "https://rapport.example:8443",
        "https://rapport.example/",
        "https://sub.rapport.example",
        "https://rapport.example.evil.example",
        "chrome-extension://other",
      ]
    ) expect(creatorsFor(origin, null, pairings)).toMatchObject({ ok: false });
    expect(creatorsFor(one.origin, "u2", pairings)).toMatchObject({
      ok: false,
    });
  });

  it("may ask before the first account was seen", () => {
    const waiting = { of: new Map(), pending: one };
    expect(creatorsFor(one.origin, "u1", waiting))
      .toEqual({ ok: true, creators: [] });
    expect(creatorsFor(one.origin, "u2", waiting)).toMatchObject({ ok: false });
  });
});
