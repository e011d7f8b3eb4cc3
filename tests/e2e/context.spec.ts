import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import type { ConversationId, TurnId } from "@/types/ids";
import type { ContextAnswer, ConversationAnswer, MessagePage, ReceiptAnswer } from "@/types/api";
import type { ConversationExport } from "@/types/export";
import { signInByCookie, type Member } from "../support/browser-member";
import {
  ask,
  expect,
  expectAccessible,
  messageBox,
  openApp,
  replies,
  secondDevice,
  test,
} from "../support/browser-test";

const QUESTION = "How much money is left?";

function inspector(page: Page): Locator {
  return page.getByRole("complementary", { name: "Context inspector" });
}

function meter(page: Page): Locator {
  return page.getByRole("meter", { name: "Context" }).first();
}

async function openInspector(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Inspect", exact: true }).click();
  await expect(inspector(page).getByRole("tab", { name: "Contents" })).toBeFocused();
  return inspector(page);
}

/** The sample conversation of a new account, open in the browser. */
async function openSample(page: Page, url: string, member: Member): Promise<ConversationId> {
  await openApp(page, url, member);
  await page.getByRole("button", { name: "Show me how it remembers" }).click();
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/);
  await expect(replies(page).first()).toBeVisible();
  return page.url().split("/").at(-1) as ConversationId;
}

test("the sample conversation shows horizon, summary and receipt, and is deleted like any other", async ({
  page,
  quickUrl,
  member,
}) => {
  await openSample(page, quickUrl, member);
  const horizon = page.getByRole("group", { name: "Memory horizon" });
  await expect(horizon).toContainText(/\d+ above, as a [\d,]+-token summary/);
  await horizon.getByRole("link", { name: "Read the summary" }).click();
  const summary = page.getByRole("complementary", { name: "Summary" });
  await expect(summary).toContainText(/(\d+) of \d+ facts kept/);
  await expect(summary.getByText(/without a model/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close summary" }).click();

  await page
    .getByRole("button", { name: /^Receipt: / })
    .last()
    .click();
  const receipt = page.getByRole("complementary", { name: "Receipt" });
  await expect(receipt.getByText("Sent", { exact: true })).toBeVisible();
  const figures = await receipt.locator("dl").first().locator("dd").allInnerTexts();
  const tokens = figures.map((figure) => Number(figure.replaceAll(",", "")));
  const sent = tokens.findIndex((value, index) => index > 0 && value === sum(tokens.slice(0, index)));
  expect(sent, `the lines ${figures.join(", ")} add up to what was sent`).toBeGreaterThan(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close receipt" }).click();

  const row = page.getByRole("navigation", { name: "Conversations" }).getByRole("listitem").first();
  await row.hover();
  await row.getByRole("button", { name: "Conversation options" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No conversations yet.").first()).toBeVisible();
});

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

test("what the inspector promises is what the receipt says was sent", async ({ page, quickUrl, member }) => {
  const id = await openSample(page, quickUrl, member);
  await openInspector(page);
  const forecast = await member.api.json<ContextAnswer>("POST", "/api/context", {
    conversationId: id,
    draft: QUESTION,
    include: "contents",
  });
  await messageBox(page).fill(QUESTION);
  await expect(meter(page)).toHaveAttribute("aria-valuenow", String(forecast.held));
  await ask(page, QUESTION);
  const messages = await member.api.messages(id);
  const turn = messages.at(-1)?.turnId as TurnId;
  const { receipt } = await member.api.json<ReceiptAnswer>("GET", `/api/turns/${turn}/receipt`);
  expect(receipt?.promptHash).toBe(forecast.promptHash);
  expect(receipt?.total).toBe(forecast.held + forecast.draft);
  expect(sum(receipt?.lines.map((line) => line.tokens) ?? [])).toBe(receipt?.total);
});

test("a message is pinned and muted at its price, undone, and other tabs follow", async ({
  page,
  quickUrl,
  browser,
  member,
}) => {
  const id = await openSample(page, quickUrl, member);
  const other = await secondDevice(browser, page);
  await other.goto(page.url());
  await expect(replies(other).first()).toBeVisible();
  const last = replies(page).last();
  await last.getByRole("button", { name: /^Pin \+\d+/ }).click();
  await expect(last.getByRole("button", { name: /^Unpin/ })).toBeVisible();
  await expect(
    replies(other)
      .last()
      .getByRole("button", { name: /^Unpin/ }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(last.getByRole("button", { name: /^Pin \+\d+/ })).toBeVisible();

  const before = Number(await meter(page).getAttribute("aria-valuenow"));
  await last.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: /^Mute/ }).click();
  await expect(last).toContainText("Muted");
  await expect.poll(async () => Number(await meter(page).getAttribute("aria-valuenow"))).toBeLessThan(before);
  const messages = await member.api.messages(id);
  expect(messages.at(-1)).toMatchObject({ muted: true, pinned: false });
});

test("strategy and budget change the forecast at once and the next call", async ({
  page,
  quickUrl,
  member,
}) => {
  const id = await openSample(page, quickUrl, member);
  const panel = await openInspector(page);
  await panel.getByRole("tab", { name: "Budget" }).click();
  await panel.getByRole("radio", { name: "Sliding window" }).click();
  await expect(panel.getByRole("radio", { name: "Sliding window" })).toBeChecked();
  await expect(page.getByRole("group", { name: "Memory horizon" })).toHaveCount(0);
  await expect
    .poll(async () => {
      const { conversation } = await member.api.json<ConversationAnswer>("GET", `/api/conversations/${id}`);
      return conversation.memoryStrategy;
    })
    .toBe("sliding_window");
  await panel.getByRole("radio", { name: "Hybrid" }).click();
  await expect(page.getByRole("group", { name: "Memory horizon" })).toBeVisible();
  await expectAccessible(page);
});

test("a conversation is saved as a file, by keyboard too", async ({ page, quickUrl, member }) => {
  const id = await openSample(page, quickUrl, member);
  const options = page
    .getByRole("navigation", { name: "Conversations" })
    .getByRole("button", { name: "Conversation options" })
    .first();
  await options.focus();
  await page.keyboard.press("Enter");
  for (const item of ["Rename", "Strategy lab", "Export as JSON"]) {
    if (item !== "Rename") await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: item })).toBeFocused();
  }
  const [json] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(json.suggestedFilename()).toMatch(/\.json$/);
  const read = JSON.parse(await readFile(await json.path(), "utf8")) as ConversationExport;
  expect(read.conversation.id).toBe(id);
  expect(read.receipts.length).toBeGreaterThan(0);
  expect(read.summaries.some(({ active }) => active)).toBe(true);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "Show sidebar" }).click();
  await options.click();
  const [markdown] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Export as Markdown" }).click(),
  ]);
  expect(markdown.suggestedFilename()).toMatch(/\.md$/);
  expect(await readFile(await markdown.path(), "utf8")).toMatch(/summarised in version \d+/);
});

test("a pin gives way to a message that is too long, and the draft stays", async ({
  page,
  quickUrl,
  member,
}) => {
  await openApp(page, quickUrl, member);
  await ask(page, `Keep this: ${"the harbour, the pier, the tide. ".repeat(120)}`);
  const id = page.url().split("/").at(-1) as ConversationId;
  const { messages } = await member.api.json<MessagePage>("GET", `/api/conversations/${id}/messages`);
  const pinned = messages.filter(({ role }) => role === "user").map((message) => message.id);
  await member.api.json("POST", `/api/conversations/${id}/marks`, { messages: pinned, pinned: true });
  await member.api.json("PATCH", `/api/conversations/${id}`, { maxTokens: 1_000 });
  await page.reload();
  await messageBox(page).fill("And now?");
  const unpin = page.getByRole("button", { name: /^Unpin message 1 −\d+/ });
  await expect(unpin).toBeVisible();
  await expect(messageBox(page)).toHaveValue("And now?");
  await expectAccessible(page);
  await unpin.click();
  await expect(unpin).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
  await expect(messageBox(page)).toHaveValue("And now?");
});

test("the strategy lab shows all three side by side", async ({ page, quickUrl, member }) => {
  const id = await openSample(page, quickUrl, member);
  await page.goto(`${quickUrl}/c/${id}/lab`);
  const replay = page.getByRole("button", { name: /^Replay/ });
  await replay.click();
  for (const strategy of ["Sliding window", "Summary", "Hybrid"]) {
    await expect(page.getByRole("row", { name: new RegExp(`^${strategy}`) }).first()).toContainText(
      /\d+ of \d+/,
    );
  }
  await expect(replay).toBeEnabled();
  await expectAccessible(page);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme}, on a phone`, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 } });

    test("the inspector is a sheet that axe finds nothing in", async ({ page, quickUrl, member }) => {
      const { conversation } = await member.api.json<ConversationAnswer>("POST", "/api/conversations/sample");
      await signInByCookie(page.context(), member);
      await page.goto(`${quickUrl}/c/${conversation.id}`);
      await expect(replies(page).first()).toBeVisible();
      await page.getByRole("button", { name: "Context inspector" }).click();
      const sheet = inspector(page);
      for (const tab of ["Contents", "Left out", "Budget"]) {
        await sheet.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
        await expect(sheet.getByRole("tabpanel")).toBeVisible();
        await expectAccessible(page, "[data-side-panel]");
      }
      await page.keyboard.press("Escape");
      await expect(sheet).toHaveCount(0);
      await page.setViewportSize({ width: 360, height: 740 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    });
  });
}
