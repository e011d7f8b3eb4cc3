import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { browserServers } from "../support/browser-servers";
import { expect, messageBox, openApp, replies, send, test } from "../support/browser-test";

const ROOT = path.resolve(import.meta.dirname, "../..");

test("pages come with a strict policy, and scripts only with its nonce", async ({ page, appUrl }) => {
  const response = await page.goto(`${appUrl}/sign-in`);
  const policy = response?.headers()["content-security-policy"] ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(nonce).toBeTruthy();
  expect(policy).toContain("'strict-dynamic'");
  expect(policy).toMatch(/script-src [^;]*/);
  expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain("unsafe-inline");
  expect(policy).toContain("img-src 'self' blob: data:");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(response?.headers()["x-powered-by"]).toBeUndefined();
  const again = await page.goto(`${appUrl}/sign-in`);
  expect(again?.headers()["content-security-policy"]).not.toContain(nonce ?? "");
});

test("no secret is in the build, in a page or in what the browser is sent", async ({
  page,
  appUrl,
  member,
}) => {
  expect(browserServers().secrets.length).toBeGreaterThanOrEqual(3);
  const bodies: string[] = [];
  page.on("response", (response) => {
    if (response.url().startsWith(appUrl) && response.status() === 200) {
      void response.text().then(
        (text) => bodies.push(text),
        () => undefined,
      );
    }
  });
  await openApp(page, appUrl, member);
  await page.goto(`${appUrl}/settings`);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  const folder = path.join(ROOT, ".next/static");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (/\.(js|css|html|json|map)$/.test(name)) bodies.push(readFileSync(path.join(folder, name), "utf8"));
  }
  expect(bodies.length).toBeGreaterThan(10);
  for (const secret of browserServers().secrets)
    expect(bodies.filter((body) => body.includes(secret))).toEqual([]);
});

test.describe("what a model writes", () => {
  const HOSTILE = [
    "![a picture](https://evil.example/pixel.png)",
    "[click](javascript:alert(1)) [click](data:text/html,x) [fine](https://example.org/page)",
    "<img src=https://evil.example/x.png onerror=alert(1)> <script>alert(1)</script>",
    "[reference]: https://evil.example/y.png",
    "![ref][reference]",
  ].join("\n\n");

  test("loads no remote image, runs nothing, and shows where links lead", async ({
    page,
    appUrl,
    member,
  }) => {
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(appUrl) && !/^(data|blob):/.test(request.url()))
        foreign.push(request.url());
    });
    page.on("dialog", () => foreign.push("a dialog opened"));
    await openApp(page, appUrl, member);
    await send(page, HOSTILE);
    await expect(replies(page)).toHaveCount(1);
    await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
    await expect(messageBox(page)).toBeVisible();
    expect(foreign).toEqual([]);
    const addresses = await page
      .getByRole("log", { name: "Conversation" })
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
    for (const protocol of addresses) expect(["http:", "https:", "mailto:"]).toContain(protocol);
    await expect(page.getByRole("log", { name: "Conversation" }).locator("img")).toHaveCount(0);
  });
});
