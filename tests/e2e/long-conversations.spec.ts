import type { Locator, Page } from "@playwright/test";
import type { ContextAnswer } from "@/types/api";
import { startApp, type App } from "../support/app";
import { newMember, signInByCookie, type Member } from "../support/browser-member";
import { expect, messageBox, questions, replies, test } from "../support/browser-test";
import { fillHistory } from "../support/fill-history";
import { rounds } from "../support/rounds";

const MESSAGES = rounds({ full: 100_000, quick: 5_000 });
const HUNDRED_KB = 100 * 1024;

/** Filling a conversation needs an app of its own: its database is stopped meanwhile. */
let app: App;
let member: Member;
let long: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  app = await startApp({ THROUGHLINE_INSTANCE: "long-conversations" });
  member = await newMember({ env: app.env, stackUrl: app.stack.url, quickUrl: app.front.url });
  long = (await member.api.say("When does the tram leave?")).accepted.conversationId;
  await member.api.json("PATCH", `/api/conversations/${long}`, { maxTokens: 2_000 });
  await fillHistory(app, long, MESSAGES - 2);
});
test.afterAll(() => app.stop());

test.beforeEach(async ({ context }) => {
  await signInByCookie(context, member, { env: app.env, appUrl: app.front.url });
});

function meter(page: Page): Locator {
  return page.getByRole("meter", { name: "Context" }).first();
}

/** Held, budget, reserve and free as the meter says them: what they add up to is the budget. */
async function expectMeterToAddUp(page: Page): Promise<void> {
  await expect(meter(page)).toHaveAttribute("aria-valuetext", /free/);
  const text = (await meter(page).getAttribute("aria-valuetext")) ?? "";
  const [held = 0, budget = 0, ...rest] = [...text.matchAll(/[\d,]+/g)].map(([figure]) =>
    Number(figure.replaceAll(",", "")),
  );
  const sum = rest.reduce((all, tokens) => all + tokens, held);
  expect(sum, text).toBe(budget);
  await expect(meter(page)).toHaveAttribute("aria-valuenow", String(held));
}

/** Keeps requests for what the inspector lists waiting until the returned function is called. */
async function holdContents(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/context", async (route) => {
    if ((route.request().postData() ?? "").includes('"contents"')) await released;
    await route.continue();
  });
  return release;
}

/** Looks at every frame: with few messages it is there for a moment only. */
async function untilSummarising(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const said = [...document.querySelectorAll('[role="status"]')].map((element) => element.textContent);
    return said.some((words) => /^Summarising [\d,]+ older messages first$/.test(words));
  });
}

test(`${MESSAGES.toLocaleString("en")} messages: the first page, the inspector and the next reply, while one types`, async ({
  page,
}) => {
  test.setTimeout(180_000);
  await page.goto(`${app.front.url}/c/${long}`);
  await expect(questions(page)).toHaveCount(25);
  await expect(replies(page).last()).toBeInViewport();
  await expect(
    page.getByRole("button", { name: `Show ${(MESSAGES - 50).toLocaleString("en")} earlier messages` }),
  ).toBeAttached();
  await expectMeterToAddUp(page);

  const release = await holdContents(page);
  await page.getByRole("button", { name: "Inspect", exact: true }).click();
  const inspector = page.getByRole("complementary", { name: "Context inspector" });
  await expect(inspector).toBeVisible();
  await messageBox(page).pressSequentially("And back?");
  await expect(messageBox(page)).toHaveValue("And back?");
  release();
  await expect(inspector.getByText(/^Message \d/).first()).toBeVisible();
  await inspector.getByRole("tab", { name: /^Left out/ }).click();
  await expect(inspector.getByRole("tabpanel")).toContainText("no summary covers them");
  await expect(page.getByRole("group", { name: "Memory horizon" })).toContainText(/[\d,]+ above, left out/);

  const summarising = untilSummarising(page);
  await page.getByRole("button", { name: "Send" }).click();
  await summarising;
  await messageBox(page).pressSequentially("Typed while that is done.");
  await expect(messageBox(page)).toHaveValue("Typed while that is done.");
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0, { timeout: 120_000 });
  await expect(questions(page).last()).toContainText("And back?");
  await expect(messageBox(page)).toHaveValue("Typed while that is done.");
  await expect(page.getByRole("group", { name: "Memory horizon" })).toContainText(
    /[\d,]+ above, as a [\d,]+-token summary/,
  );
  await messageBox(page).fill("");
  await expectMeterToAddUp(page);

  await page.getByRole("link", { name: "Read the summary" }).click();
  await expect(page.getByRole("complementary", { name: "Summary" })).toContainText(/of [\d,]+ facts kept/);
});

/** So many characters of sentences, and a last line of its own. */
function paste(length: number): string {
  const line = "The harbour tram leaves at noon, and the second one after lunch.\n";
  return `${line.repeat(Math.ceil(length / line.length)).slice(0, length)}\nThe very last words.`;
}

test("a message of 100 KB is refused with its numbers, stays, and goes out when the budget is larger", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const text = paste(HUNDRED_KB);
  await page.goto(`${app.front.url}/new`);
  await messageBox(page).fill(text);
  const note = page.getByRole("alert").filter({ hasText: "too long for the budget" });
  await expect(note).toContainText(/It is [\d,]+; [\d,]+ are free/);
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await messageBox(page).press("End");
  await messageBox(page).pressSequentially(" And one.");
  await expect(messageBox(page)).toHaveValue(`${text} And one.`);
  await page.reload();
  await expect(messageBox(page)).toHaveValue(`${text} And one.`);

  await note.getByRole("button", { name: /^Budget to / }).click();
  await expect(note).toHaveCount(0);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("button", { name: /^Receipt: / })).toHaveCount(1);
  await expect(messageBox(page)).toHaveValue("");

  const id = page.url().split("/").at(-1) ?? "";
  const [stored] = await member.api.messages(id);
  expect(stored?.content).toBe(`${text} And one.`);
  const said = questions(page).last();
  await expect(said).toContainText(`${(stored?.tokenCount ?? 0).toLocaleString("en")} tokens`);
  await expect(said).not.toContainText("The very last words.");
  await said.getByRole("button", { name: "Show all" }).click();
  await expect(said).toContainText("The very last words. And one.");
  await expectMeterToAddUp(page);
  const report = await member.api.json<ContextAnswer>("POST", "/api/context", { conversationId: id });
  await expect(meter(page)).toHaveAttribute("aria-valuenow", String(report.held));

  await page.getByRole("button", { name: "Inspect", exact: true }).click();
  const inspector = page.getByRole("complementary", { name: "Context inspector" });
  // It takes more than half of this budget, so it is in the summary now; of a large budget it is not.
  await expect(inspector.getByRole("button", { name: /^Summary 2 messages/ })).toBeVisible();
  await member.api.json("PATCH", `/api/conversations/${id}`, { maxTokens: 128_000 });
  await page.getByRole("button", { name: "Close inspector" }).click();
  await messageBox(page).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("button", { name: /^Receipt: / })).toHaveCount(2);
  await page.getByRole("button", { name: "Inspect", exact: true }).click();
  await expect(inspector.getByText("Message 3 · you")).toBeVisible();
  await expectMeterToAddUp(page);
});

test("messages of 130 KB fill a budget of 128,000 until a summary stands for them", async ({ page }) => {
  test.setTimeout(120_000);
  const { accepted } = await member.api.say("I paste the inventory.");
  const id = accepted.conversationId;
  await member.api.json("PATCH", `/api/conversations/${id}`, {
    maxTokens: 128_000,
    summaryThreshold: 128_000,
  });
  for (let n = 0; n < 4; n += 1) await member.api.say(paste(1.3 * HUNDRED_KB), id);
  await page.goto(`${app.front.url}/c/${id}`);
  await expect(page.getByRole("group", { name: "Memory horizon" })).toContainText(/\d above, as a /);
  await expect(questions(page).first()).toContainText("In the summary");
  await expectMeterToAddUp(page);
  await messageBox(page).pressSequentially("When does the tram leave?");
  await messageBox(page).press("Enter");
  await expect(replies(page)).toHaveCount(6);
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await expectMeterToAddUp(page);
});
