import { describe, expect, it } from "vitest";
import { isId, kindOf, socketHost } from "./paths.ts";

const SITE = "https://site.example";

describe("the list of captured paths", () => {
  it.each([
    ["/api2/v2/users/me", "identity"],
    ["/api2/v2/init?x=1", "identity"],
    ["/api2/v2/users/logout", "end"],
    ["/api2/v2/chats", "content"],
    ["/api2/v2/chats?limit=10&offset=0#top", "content"],
    ["/api2/v2/users/9001/chats?limit=10", "content"],
    ["/api2/v2/chats/1001/messages?order=desc", "content"],
    ["/api2/v2/users/list?m[]=1001", "content"],
    ["/api2/v2/users/1001", "content"],
    ["/api2/v2/subscriptions/subscribers?offset=0", "content"],
  ])("has %s", (path, kind) => {
    expect(kindOf(SITE + path, SITE)).toBe(kind);
  });

  it.each([
    "",
    "/",
    "/api2/v2",
    "/api2/v2/",
    "/api2/v2/chats/",
    "/api2/v2/chats/1001",
    "/api2/v2/chats/x/messages",
    "/api2/v2/chats/1001/messages/5",
    "/api2/v2/chats/1001/messages/",
    "/api2/v2/chats//messages",
    `/api2/v2/chats/${"1".repeat(21)}/messages`,
    "/api2/v2/users/me/cards",
    "/api2/v2/users/somebody",
    "/api2/v2/payouts/transactions",
    "/api2/v3/chats",
    "/x/api2/v2/chats",
    "/?/api2/v2/chats",
  ])("has not %s", (path) => {
    expect(kindOf(SITE + path, SITE)).toBeNull();
  });

  it.each([
    "https://other.example/api2/v2/chats",
    "https://site.example.evil/api2/v2/chats",
    "https://site.example:8443/api2/v2/chats",
    "http://site.example/api2/v2/chats",
    "blob:https://site.example/api2/v2/chats",
  ])("has nothing of another origin: %s", (url) => {
    expect(kindOf(url, SITE)).toBeNull();
  });

  it("knows the hosts of sockets", () => {
    expect(socketHost("wss://ws2.site.example/ws3/1")).toBe("ws2.site.example");
    expect(socketHost("ws://localhost:8000/ws3")).toBe("localhost");
    expect(socketHost("wss://ws2.site.example?x")).toBe("ws2.site.example");
    expect(socketHost("wss://ws2.site.example@evil.example/")).toBe("");
    expect(socketHost("https://ws2.site.example/")).toBe("");
  });

  it("knows ids", () => {
    for (const yes of ["0", "1001", "9".repeat(20)]) {
      expect(isId(yes)).toBe(true);
    }
    for (const no of ["", "-1", "1.5", "١", "1 ", "9".repeat(21), "1/2"]) {
      expect(isId(no), no).toBe(false);
    }
  });
});
