import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Api } from "../support/api";
import { freePort, startFrontProcess, type Running } from "../support/app";
import { seedConversation } from "../support/browser-member";
import { browserServers } from "../support/browser-servers";
import { expect, openApp, questions, replies, test } from "../support/browser-test";
import { startFakeModel, type FakeModel } from "../support/fake-model/server";

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
  const answers: Promise<string | null>[] = [];
  page.on("requestfinished", (request) => {
    if (!request.url().startsWith(appUrl)) return;
    // The browser forgets the bodies of a page that it leaves, and redirects have none.
    const text = request.response().then((response) => response?.text() ?? null);
    answers.push(text.catch(() => null));
  });
  const pages: string[] = [];
  await openApp(page, appUrl, member);
  await Promise.all(answers);
  pages.push(await page.content());
  pages.push((await (await page.goto(`${appUrl}/settings`))?.text()) ?? "");
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  pages.push(await page.content());
  for (const text of pages) expect(text).toContain("<html");
  const texts = (await Promise.all(answers)).filter((text) => text !== null);
  expect(texts.some((text) => text.includes("<html"))).toBe(true);
  const bodies = [...pages, ...texts];
  const folder = path.join(ROOT, ".next/static");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (/\.(js|css|html|json|map)$/.test(name)) bodies.push(readFileSync(path.join(folder, name), "utf8"));
  }
  expect(bodies.length).toBeGreaterThan(pages.length + texts.length);
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

  let model: FakeModel;
  let instance: Running;
  test.beforeAll(async () => {
    const { env, stackUrl } = browserServers();
    model = await startFakeModel({ pace: { tokensPerSecond: 0 } });
    const settings = { ...env, GROQ_API_KEY: "key", GROQ_BASE_URL: model.url };
    instance = await startFrontProcess(settings, { url: stackUrl }, await freePort());
  });
  test.afterAll(async () => {
    await instance.stop();
    await model.close();
  });

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
    page.on("dialog", (dialog) => {
      foreign.push("a dialog opened");
      void dialog.dismiss();
    });
    const id = await seedConversation(member, 1);
    await openApp(page, appUrl, member);
    await page.goto(`${appUrl}/c/${id}`);
    await expect(replies(page)).toHaveCount(1);
    model.next({ text: `${HOSTILE}\n\nThe end of it.`, choppy: true });
    await new Api(instance.url, member.session.access_token).say(HOSTILE, id);
    const reply = replies(page).last();
    await expect(reply).toContainText("The end of it.");
    await expect(reply.getByRole("link")).toHaveText([
      "Image: a picture(evil.example)",
      "fine(example.org)",
      "https://evil.example/x.png",
      "Image: ref(evil.example)",
    ]);
    await expect(questions(page).last()).toContainText("javascript:alert(1)");
    const log = page.getByRole("log", { name: "Conversation" });
    const protocols = await log
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).protocol));
    expect(new Set(protocols)).toEqual(new Set(["https:"]));
    await expect(log.locator("img, script, [onerror]")).toHaveCount(0);
    expect(foreign).toEqual([]);
  });
});
