import { describe, expect, it } from "vitest";
import { isKnownHost, isOwnOrigin } from "@/lib/server/front/known-hosts";
import { requireGuestsAllowed, requireKnownHost, requireOwnPage } from "@/lib/server/http/doors";

const LOOPBACK = { host: "127.0.0.1", origins: [] };
const OPEN = { host: "0.0.0.0", origins: ["https://chat.example.org"] };

describe("known hosts", () => {
  it.each(["localhost", "localhost:3000", "LOCALHOST:80", "127.0.0.1:3000", "127.8.8.8", "[::1]:3000"])(
    "knows %s everywhere",
    (host) => {
      expect(isKnownHost(host, LOOPBACK)).toBe(true);
      expect(isKnownHost(host, OPEN)).toBe(true);
    },
  );

  it("knows addresses only where it listens beyond loopback", () => {
    for (const host of ["192.168.1.4:3000", "10.0.0.1", "[fe80::1]:3000"]) {
      expect(isKnownHost(host, LOOPBACK)).toBe(false);
      expect(isKnownHost(host, OPEN)).toBe(true);
    }
  });

  it("knows the name it listens on and the configured names, and nothing like them", () => {
    expect(isKnownHost("nas.lan:3000", { host: "nas.lan", origins: [] })).toBe(true);
    expect(isKnownHost("chat.example.org", OPEN)).toBe(true);
    for (const host of [
      "example.org",
      "evil.chat.example.org",
      "chat.example.org.evil.net",
      "localhost.evil.net",
    ]) {
      expect(isKnownHost(host, OPEN)).toBe(false);
    }
  });

  it.each([
    undefined,
    null,
    "",
    "localhost@evil.net",
    "evil.net/localhost",
    "localhost:80:80",
    "2130706433",
    "[::1",
  ])("does not know %j", (host) => {
    expect(isKnownHost(host, LOOPBACK)).toBe(false);
  });
});

describe("own origins", () => {
  it("is the one that the request was sent to", () => {
    expect(isOwnOrigin("http://localhost:3000", "localhost:3000", LOOPBACK)).toBe(true);
    expect(isOwnOrigin("http://192.168.1.4:3000", "192.168.1.4:3000", OPEN)).toBe(true);
  });

  it("is not another port, another name of this machine, or nothing", () => {
    for (const origin of [
      "http://localhost:5173",
      "http://127.0.0.1:3000",
      "null",
      "",
      null,
      "http://evil.net",
    ]) {
      expect(isOwnOrigin(origin, "localhost:3000", LOOPBACK)).toBe(false);
    }
  });

  it("is not a foreign name that was pointed here, though Host and Origin agree", () => {
    expect(isOwnOrigin("http://evil.net:3000", "evil.net:3000", LOOPBACK)).toBe(false);
  });

  it("is a configured one behind a proxy that speaks TLS, with its scheme and port", () => {
    expect(isOwnOrigin("https://chat.example.org", "127.0.0.1:3000", OPEN)).toBe(true);
    expect(isOwnOrigin("https://chat.example.org", "chat.example.org", OPEN)).toBe(true);
    expect(isOwnOrigin("http://chat.example.org", "chat.example.org", OPEN)).toBe(false);
  });
});

describe("doors", () => {
  const request = (method: string, headers: Record<string, string>) =>
    new Request("http://localhost:3000/api/conversations", { method, headers });
  const forbidden = expect.objectContaining({ code: "forbidden" }) as Error;

  it("refuses a foreign Host", () => {
    expect(() => requireKnownHost(request("GET", { host: "evil.net" }), LOOPBACK)).toThrow(forbidden);
    expect(() => requireKnownHost(request("GET", { host: "localhost:3000" }), LOOPBACK)).not.toThrow();
  });

  it("lets JSON from our own page through", () => {
    const own = { host: "localhost:3000", origin: "http://localhost:3000" };
    const headers = { ...own, "content-type": "application/json; charset=utf-8" };
    expect(() => requireOwnPage(request("POST", headers), LOOPBACK)).not.toThrow();
  });

  it.each([
    ["a form", { origin: "http://localhost:3000", "content-type": "application/x-www-form-urlencoded" }],
    ["no content type", { origin: "http://localhost:3000" }],
    ["a foreign origin", { origin: "http://evil.net", "content-type": "application/json" }],
    ["no origin", { "content-type": "application/json" }],
    ["a type that only begins so", { origin: "http://localhost:3000", "content-type": "application/jsonp" }],
  ])("refuses changes with %s", (_, headers) => {
    for (const method of ["POST", "PATCH", "DELETE", "PUT"]) {
      const sent = request(method, { host: "localhost:3000", ...headers });
      expect(() => requireOwnPage(sent, LOOPBACK)).toThrow(forbidden);
    }
  });

  it("keeps guests from making and changing where they are off, and from nothing else", () => {
    const off = { guests: false };
    for (const method of ["POST", "PATCH"]) {
      expect(() => requireGuestsAllowed(request(method, {}), { isGuest: true }, off)).toThrow(forbidden);
      expect(() => requireGuestsAllowed(request(method, {}), { isGuest: false }, off)).not.toThrow();
      expect(() =>
        requireGuestsAllowed(request(method, {}), { isGuest: true }, { guests: true }),
      ).not.toThrow();
    }
    for (const method of ["GET", "DELETE"]) {
      expect(() => requireGuestsAllowed(request(method, {}), { isGuest: true }, off)).not.toThrow();
    }
  });

  it("asks nothing of reading", () => {
    expect(() => requireOwnPage(request("GET", { host: "localhost:3000" }), LOOPBACK)).not.toThrow();
  });
});
