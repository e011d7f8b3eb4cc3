import {
  ask,
  conversationLinks,
  expect,
  messageBox,
  openApp,
  replies,
  send,
  test,
} from "../support/browser-test";
import type { Page } from "@playwright/test";

/** The browser's clipboard, as text. */
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

const RICH = [
  "## A heading",
  "Some **bold** words and $E = mc^2$.",
  "| a | b |\n| --- | --- |\n| 1 | 2 |",
  "```ts\nconst answer: number = 42;\n```",
].join("\n\n");

test.beforeEach(async ({ page, modelUrl, member }) => {
  await openApp(page, modelUrl, member);
});

test.describe("a streamed reply", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("is drawn as markdown, copied as it was written, and loads math and code only when it has some", async ({
    page,
  }) => {
    const scripts: string[] = [];
    page.on("request", (request) => {
      if (request.resourceType() === "script") scripts.push(request.url());
    });
    await ask(page, "[[reply:The words that load what every reply needs.]]");
    const before = scripts.length;
    const plain = await ask(page, "[[reply:Plain words, nothing else.]]");
    await expect(plain).toContainText("Plain words, nothing else.");
    expect(scripts).toHaveLength(before);

    const reply = await ask(page, `[[reply:${RICH}]]`);
    await expect(reply.getByRole("heading", { name: "A heading" })).toBeVisible();
    await expect(reply.locator("table td").first()).toHaveText("1");
    await expect(reply.locator(".katex").first()).toBeVisible();
    await expect(reply.getByRole("region", { name: "Code: ts" }).locator("span").first()).toBeVisible();
    expect(scripts.length).toBeGreaterThan(before);

    await reply.getByRole("button", { name: "Copy code" }).click();
    await expect(reply.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await clipboard(page)).toBe("const answer: number = 42;");
    await reply.getByRole("button", { name: "Copy reply" }).click();
    await expect.poll(() => clipboard(page)).toBe(RICH);
    await reply.getByRole("button", { name: /^Receipt: / }).click();
    const counts = page.getByRole("table", { name: "Our count beside the provider’s" });
    await expect(counts.getByRole("row", { name: /^Here [\d,]+ [\d,]+$/ })).toBeVisible();
    await expect(counts.getByRole("row", { name: /^By the provider [\d,]+ [\d,]+$/ })).toBeVisible();
  });

  test("keeps the model's thinking folded, and does not copy it", async ({ page }) => {
    const reply = await ask(page, "Hello there");
    const fold = reply.getByText(/^Thought for/);
    await expect(fold).toBeVisible();
    const thinking = reply.getByText(/I will answer with everything a page can hold/);
    await expect(thinking).toBeHidden();
    await fold.click();
    await expect(thinking).toBeVisible();
    await reply.getByRole("button", { name: "Copy reply" }).click();
    await expect.poll(() => clipboard(page)).toContain("## What reached me");
    expect(await clipboard(page)).not.toContain("I will answer");
  });
});

test("Stop keeps the text, and Retry puts a new reply in its place", async ({ page }) => {
  await send(page, "A long one [[words:400]]");
  await expect(replies(page)).toContainText("count stays exact");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await expect(replies(page)).toContainText("Stopped");
  await page.reload();
  await expect(replies(page)).toHaveCount(1);
  await expect(replies(page)).toContainText("count stays exact");
  await expect(replies(page)).not.toContainText("(400)");
  await replies(page).getByRole("button", { name: "Retry reply" }).click();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(replies(page)).not.toContainText("Stopped");
  await expect(replies(page)).toContainText("count stays exact");
  await messageBox(page).press("Escape");
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await expect(replies(page)).toHaveCount(1);
});

test("a reply whose connection drops keeps what came, and Retry finishes it", async ({ page }) => {
  await send(page, "[[words:30]] [[fault:drop-mid times=1]]");
  const retry = page.getByRole("button", { name: "Retry", exact: true });
  await expect(retry).toBeVisible();
  await expect(replies(page)).toContainText("older messages while a reply");
  await expect(replies(page)).toContainText("What arrived is kept");
  await expect(messageBox(page)).toHaveValue("");
  await page.reload();
  await expect(replies(page)).toContainText("What arrived is kept");
  await retry.click();
  await expect(retry).toHaveCount(0);
  await expect(replies(page)).toContainText("(20)");
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await expect(replies(page)).toHaveCount(1);
});

test("a rate limit counts down and loses nothing, and Try now asks again", async ({ page }) => {
  await send(page, "[[words:10]] [[fault:429 retry-after=90 times=1]]");
  await expect(page.getByText(/Next try in 1:\d\d/)).toBeVisible();
  await expect(page.getByText("Your message is saved.")).toBeVisible();
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText(/Next try in/)).toHaveCount(0);
  await expect(replies(page)).toContainText("older messages");
});

test("the end is followed until the reader scrolls up, and Jump to latest goes back", async ({ page }) => {
  await ask(page, "[[reply:" + "A line of its own.\n\n".repeat(40) + "]]");
  await send(page, "[[words:400]]");
  const log = page.getByRole("log", { name: "Conversation" });
  const fromEnd = () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  await expect(replies(page).last()).toContainText("(40)");
  expect(await fromEnd()).toBeLessThan(80);
  await log.hover();
  await page.mouse.wheel(0, -600);
  const jump = page.getByRole("button", { name: "Jump to latest" });
  await expect(jump).toBeVisible();
  const place = await log.evaluate((box) => box.scrollTop);
  await expect(replies(page).last()).toContainText("(100)");
  expect(await log.evaluate((box) => box.scrollTop)).toBe(place);
  await jump.click();
  await expect(jump).toHaveCount(0);
  await expect.poll(fromEnd).toBeLessThan(80);
  await page.getByRole("button", { name: "Stop" }).click();
  await log.evaluate((box) => box.scrollTo(0, 0));
  await expect(jump).toBeVisible();
  await send(page, "[[words:5]]");
  await expect.poll(fromEnd).toBeLessThan(80);
});

test("a conversation whose reply runs or has ended is marked in the list and in the tab's title", async ({
  page,
}) => {
  await send(page, "A first subject to talk about, long enough to be cut [[words:300]]");
  const link = conversationLinks(page).filter({ hasText: "A first subject" });
  await expect(link).toHaveText("A first subject to talk about, long enough to be");
  await page.getByRole("button", { name: "New chat" }).first().click();
  const list = page.getByRole("navigation", { name: "Conversations" });
  await expect(list.getByRole("img", { name: "Reply in progress" })).toBeVisible();
  await expect(page).toHaveTitle(/^● New chat/);
  await expect(list.getByRole("img", { name: "Reply finished" })).toBeVisible();
  await expect(page).toHaveTitle(/^✓ New chat/);
  await link.click();
  await expect(list.getByRole("img")).toHaveCount(0);
  // By now the model may have found a title of its own.
  await expect(page).toHaveTitle(/^[^●✓]*A first subject/);
});
