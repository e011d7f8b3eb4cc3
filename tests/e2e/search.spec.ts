import { seedConversation, signInByCookie, type Member } from "../support/browser-member";
import { expect, expectAccessible, questions, test } from "../support/browser-test";
import type { Page } from "@playwright/test";

/** What was said over three conversations, one of them in Chinese. */
async function seed(member: Member): Promise<{ bread: string }> {
  const { api } = member;
  const bread = (await api.say("The rye starter needs feeding every Tuesday evening.")).accepted
    .conversationId;
  await api.say("The export held the lock for three hours.", bread);
  await api.say("我们星期五去看电影，票已经买好了。");
  await api.say("The boiler code is 4471, and the warranty ends in May.");
  return { bread };
}

const field = (page: Page) => page.getByRole("searchbox", { name: "Search" });
const hits = (page: Page) => page.locator("[data-hit]");

test("the sidebar's field searches; a word, a typo, a phrase and a Chinese word are found", async ({
  page,
  quickUrl,
  member,
}) => {
  await signInByCookie(page.context(), member);
  await seed(member);
  await page.goto(`${quickUrl}/new`);
  await field(page).fill("starter");
  await field(page).press("Enter");
  await expect(page).toHaveURL(/\/search\?q=starter$/);
  await expect(hits(page).first().locator("mark")).toHaveText("starter");
  await expect(page.getByRole("status").filter({ hasText: "best match first" })).toBeVisible();

  await field(page).fill("waranty");
  await expect(page.getByText("Nobody wrote “waranty”.")).toBeVisible();
  await expect(hits(page).first()).toContainText("warranty ends in May");

  await field(page).fill('"held the lock"');
  await expect(hits(page).first()).toContainText("The export held the lock");
  await field(page).fill('"lock the held"');
  await expect(page.getByText(/^Nothing matches/)).toBeVisible();

  await field(page).fill("电影");
  await expect(hits(page).first().locator("mark").first()).toContainText("电影");
});

test("no input is a mistake, and what is typed stays", async ({ page, quickUrl, member }) => {
  await signInByCookie(page.context(), member);
  await page.goto(`${quickUrl}/search`);
  for (const text of ['"', '-"', "((( AND OR !", "%_\\", "-only", "   ", "'; drop table messages; --"]) {
    await field(page).fill(text);
    await expect(field(page)).toHaveValue(text);
    await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
  }
  await expect(page.getByText(/^Nothing matches/)).toBeVisible();
});

test("a hit is shown in its conversation beside the results, and opens at its message", async ({
  page,
  quickUrl,
  member,
}) => {
  await signInByCookie(page.context(), member);
  const id = await seedConversation(member, 60);
  await page.goto(`${quickUrl}/search?q=${encodeURIComponent('"Fact 3:"')}`);
  const hit = hits(page).filter({ hasText: "shelf 3 holds 5 boxes" }).first();
  await expect(hit).toBeVisible();
  await hit.focus();
  const preview = page.getByRole("complementary", { name: "Preview" });
  await expect(preview.locator("article[aria-current]")).toContainText("shelf 3 holds 5 boxes");
  await expect(preview.getByRole("article").filter({ hasText: "shelf 4 holds" }).first()).toBeVisible();

  await hit.press("Enter");
  await expect(page).toHaveURL(`${quickUrl}/c/${id}`);
  await expect(questions(page).filter({ hasText: "Fact 3:" })).toBeInViewport();
});

test("filters narrow, stand in the address and survive a reload", async ({ page, quickUrl, member }) => {
  await signInByCookie(page.context(), member);
  await seed(member);
  await page.goto(`${quickUrl}/search?q=lock`);
  await expect(hits(page).first()).toBeVisible();
  await page.getByLabel("Who said it").selectOption("You said it");
  await expect(page).toHaveURL(/role=user/);
  await expect(hits(page)).toHaveCount(1);
  await page.reload();
  await expect(page.getByLabel("Who said it")).toHaveValue("user");
  await expect(hits(page)).toHaveCount(1);
  await page.getByLabel("When it was said").selectOption("The last day");
  await expect(page).toHaveURL(/days=1/);
  await expect(hits(page)).toHaveCount(1);
});

test("the palette goes anywhere from the keyboard", async ({ page, quickUrl, member }) => {
  await signInByCookie(page.context(), member);
  const { bread } = await seed(member);
  await page.goto(`${quickUrl}/settings`);
  await expect(page.getByRole("heading", { name: "Settings" }).first()).toBeVisible();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await palette.getByRole("combobox").fill("feeding");
  await expect(palette.getByRole("option").first()).toContainText("feeding");
  await expectAccessible(page, "[role=dialog]");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${quickUrl}/c/${bread}`);
  await expect(questions(page).filter({ hasText: "rye starter" })).toBeInViewport();

  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test("axe finds nothing in the search", async ({ page, quickUrl, member }) => {
        await signInByCookie(page.context(), member);
        await seed(member);
        await page.goto(`${quickUrl}/search?q=lock`);
        await expect(hits(page).first()).toBeVisible();
        await expectAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      });
    });
  }
}
