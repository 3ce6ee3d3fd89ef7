import { describe, expect, it } from "vitest";
import { readSessionCookie, sessionCookie } from "./session_cookie.ts";

const HTTPS = new URL("https://rapport.example/");
const HTTP = new URL("http://127.0.0.1:8000/");

describe("the session cookie", () => {
  it("is out of reach for scripts and other sites", () => {
    const cookie = sessionCookie("secret", HTTPS);
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/", "Secure"]) {
      expect(cookie.split("; ")).toContain(part);
    }
    expect(sessionCookie("secret", HTTP)).not.toContain("Secure");
  });

  it("is read back, whatever stands beside it", () => {
    const [pair] = sessionCookie("secret", HTTP).split(";");
    const headers = new Headers({ cookie: `theme=dark; ${pair}; x=1` });
    expect(readSessionCookie(headers)).toBe("secret");
  });

  it("ends at once when signing out", () => {
    const cookie = sessionCookie(null, HTTP);
    expect(cookie).toContain("Max-Age=0");
    const [pair = ""] = cookie.split(";");
    expect(readSessionCookie(new Headers({ cookie: pair }))).toBeNull();
    expect(readSessionCookie(new Headers())).toBeNull();
  });
});
