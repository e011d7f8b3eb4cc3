import { describe, expect, it } from "vitest";
import { requestCookies } from "@/lib/server/http/request-cookies";

function cookiesOf(header?: string) {
  return requestCookies(
    new Request("http://localhost/", header === undefined ? {} : { headers: { cookie: header } }),
  );
}

describe("cookies of a request", () => {
  it("are read decoded, the first of a name", () => {
    expect(cookiesOf('a=1; b="x%20y"; a=2; broken; c=%E0%A4; d=e=f').getAll()).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: "x y" },
      { name: "c", value: "%E0%A4" },
      { name: "d", value: "e=f" },
    ]);
    expect(cookiesOf().getAll()).toEqual([]);
  });

  it("are written to the response, and seen by whoever reads them next", () => {
    const cookies = cookiesOf("a=1");
    cookies.setAll([
      {
        name: "a",
        value: "2 ;",
        options: { path: "/", maxAge: 60.9, sameSite: "lax", httpOnly: true, secure: true },
      },
      { name: "old", value: "", options: { maxAge: 0 } },
    ]);
    const headers = new Headers();
    cookies.writeTo(headers);
    expect(headers.getSetCookie()).toEqual([
      "a=2%20%3B; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax",
      "old=; Max-Age=0; Path=/; SameSite=Lax",
    ]);
    expect(cookies.getAll()).toContainEqual({ name: "a", value: "2 ;" });
  });
});
