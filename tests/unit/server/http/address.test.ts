import { afterEach, describe, expect, it } from "vitest";
import { addressHash, addressOf } from "@/lib/server/http/address";

const FRONT = Symbol.for("throughline.front");
const shared = globalThis as Record<symbol, unknown>;

function from(headers: Record<string, string>): Request {
  return new Request("http://localhost/api/chat", { headers });
}

afterEach(() => {
  Reflect.deleteProperty(shared, FRONT);
});

describe("whose address counts", () => {
  it("believes no header of a caller who comes without our front", () => {
    const claims = from({ "x-throughline-address": "1.2.3.4", "x-forwarded-for": "1.2.3.4" });
    expect(addressOf(claims, { trustProxy: false })).toBeNull();
  });

  it("believes our front, which writes its header itself", () => {
    shared[FRONT] = true;
    const request = from({ "x-throughline-address": "10.0.0.9", "x-forwarded-for": "1.2.3.4" });
    expect(addressOf(request, { trustProxy: false })).toBe("10.0.0.9");
  });

  it("believes the operator's proxy, and of its header only what that proxy wrote", () => {
    const request = from({ "x-forwarded-for": "6.6.6.6, 203.0.113.7" });
    expect(addressOf(request, { trustProxy: true })).toBe("203.0.113.7");
  });
});

describe("the key an address is limited under", () => {
  const key = (address: string | null) => addressHash(address, "secret");

  it("holds nothing of the address and differs between installations", () => {
    expect(key("203.0.113.7")).toMatch(/^[0-9a-f]{32}$/);
    expect(key("203.0.113.7")).not.toBe(addressHash("203.0.113.7", "another secret"));
    expect(key(null)).toBeNull();
    expect(key("")).toBeNull();
  });

  it("is one for an IPv6 network, however an address in it is written", () => {
    expect(key("2001:db8:1:2:aaaa::1")).toBe(key("2001:0DB8:1:2:bbbb:cccc:dddd:eeee"));
    expect(key("2001:db8::1")).toBe(key("2001:db8:0:0:9::9"));
    expect(key("2001:db8:1:2::1")).not.toBe(key("2001:db8:1:3::1"));
  });

  it("is the same for an IPv4 address that came over IPv6", () => {
    expect(key("::ffff:203.0.113.7")).toBe(key("203.0.113.7"));
    expect(key("203.0.113.7")).not.toBe(key("203.0.113.8"));
  });
});
