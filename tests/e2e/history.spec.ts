import { seedConversation, signInByCookie } from "../support/browser-member";
import { expect, questions, replies, test } from "../support/browser-test";
import type { Locator, Page } from "@playwright/test";

const TURNS = 65;

const question = (page: Page, turn: number): Locator =>
  questions(page).filter({ hasText: new RegExp(`Fact ${turn}:`) });

/** Where a message stands on screen, once its place has settled. */
async function topOf(message: Locator): Promise<number> {
  return (await message.boundingBox())?.y ?? Number.NaN;
}

test("older pages come by scrolling and by a button, and the reader's place stays", async ({
  page,
  quickUrl,
  member,
}) => {
  await signInByCookie(page.context(), member);
  const id = await seedConversation(member, TURNS);
  await page.goto(`${quickUrl}/c/${id}`);
  await expect(questions(page)).toHaveCount(25);
  await expect(question(page, TURNS)).toBeInViewport();

  const older = page.getByRole("button", { name: `Show ${2 * TURNS - 50} earlier messages` });
  await expect(older).toBeAttached();
  // Two paragraphs a reply: the formatter has come, and nothing near the reader changes its height any more.
  await expect(replies(page).locator("p")).toHaveCount(2 * 25);
  const reader = question(page, 44);
  const before = await reader.evaluate((article) => {
    const box = article.closest("[role=log]");
    if (box) box.scrollTop = 400;
    return article.getBoundingClientRect().top;
  });
  await expect(questions(page)).toHaveCount(50);
  await expect.poll(() => topOf(reader)).toBeCloseTo(before, -1);

  // Pressed where it stands: bringing it into view would load the page by scrolling.
  await page.getByRole("button", { name: /^Show \d+ earlier messages/ }).dispatchEvent("click");
  await expect(questions(page)).toHaveCount(TURNS);
  await expect.poll(() => topOf(reader)).toBeCloseTo(before, -1);
  await expect(replies(page)).toHaveCount(TURNS);
  await expect(page.getByRole("button", { name: /earlier messages/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Jump to latest" }).click();
  await expect(question(page, TURNS)).toBeInViewport();
  await expect(page.getByRole("button", { name: "Jump to latest" })).toHaveCount(0);
});

test("a conversation that was open before is there at once, at its end", async ({
  page,
  quickUrl,
  member,
}) => {
  await signInByCookie(page.context(), member);
  const first = await seedConversation(member, 3, "Bread");
  const second = await seedConversation(member, 3, "Boats");
  await page.goto(`${quickUrl}/c/${first}`);
  await expect(questions(page)).toHaveText([/Bread 1/, /Bread 2/, /Bread 3/]);
  const links = page.getByRole("navigation", { name: "Conversations" }).getByRole("link");
  await links.filter({ hasText: "Boats" }).click();
  await expect(page).toHaveURL(`${quickUrl}/c/${second}`);
  await expect(questions(page)).toHaveText([/Boats 1/, /Boats 2/, /Boats 3/]);

  await page.route("**/api/conversations/*/messages*", () => undefined);
  await links.filter({ hasText: "Bread" }).click();
  await expect(questions(page)).toHaveText([/Bread 1/, /Bread 2/, /Bread 3/]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
