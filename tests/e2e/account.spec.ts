import { newEmail, PASSWORD } from "../support/browser-member";
import { ask, continueAsGuest, conversationLinks, expect, messageBox, test } from "../support/browser-test";
import type { Page } from "@playwright/test";

async function createAccount(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(messageBox(page)).toBeVisible();
}

/** The sections above the account's are read from the server; once they are there nothing moves its buttons. */
async function sectionsCame(page: Page): Promise<void> {
  await expect(page.getByText("By words only")).toBeVisible();
  await expect(page.getByText("answers by default")).toBeVisible();
}

test("create an account, sign out, and sign in again to the same conversations", async ({ page, appUrl }) => {
  const email = newEmail();
  await createAccount(page, appUrl, email);
  await ask(page, "The spare key is under the blue pot.");
  await page.goto(`${appUrl}/settings`);
  await expect(page.getByText(`Signed in as ${email}.`)).toBeVisible();
  await sectionsCame(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.goto(`${appUrl}/`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(conversationLinks(page).filter({ hasText: "The spare key" })).toHaveCount(1);
});

test.describe("a wrong password", () => {
  test.use({ expectedConsole: /status of 400/ });

  test("says so in words, and keeps what was typed", async ({ page, appUrl }) => {
    await page.goto(`${appUrl}/sign-in`);
    await page.getByRole("textbox", { name: "Email" }).fill(newEmail());
    await page.getByLabel("Password").fill("not the right one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Email or password is not right. Nothing was changed.")).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Email" })).not.toHaveValue("");
  });
});

test("a guest becomes an account and keeps the conversations", async ({ page, appUrl, browser }) => {
  const email = newEmail();
  await continueAsGuest(page, appUrl);
  await ask(page, "My locker is number 218.");
  await page.goto(`${appUrl}/settings`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText(`Signed in as ${email}.`)).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(`${appUrl}/sign-in`);
  await elsewhere.getByRole("textbox", { name: "Email" }).fill(email);
  await elsewhere.getByLabel("Password").fill(PASSWORD);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(conversationLinks(elsewhere).filter({ hasText: "My locker" })).toHaveCount(1);
  await elsewhere.context().close();
});

test("signing in to an account from a guest offers to bring its conversations", async ({
  page,
  appUrl,
  browser,
}) => {
  const email = newEmail();
  const owner = await (await browser.newContext()).newPage();
  await createAccount(owner, appUrl, email);
  await owner.context().close();

  await continueAsGuest(page, appUrl);
  await ask(page, "The recipe needs 320 grams of flour.");
  await page.goto(`${appUrl}/sign-in`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: /bring/i }).click();
  await expect(conversationLinks(page).filter({ hasText: "The recipe" })).toHaveCount(1);
});

test("a guest is warned before a sign-out that loses everything", async ({ page, appUrl }) => {
  await continueAsGuest(page, appUrl);
  await page.goto(`${appUrl}/settings`);
  await sectionsCame(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Keep" })).toBeFocused();
  await dialog.getByRole("button", { name: "Keep" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign out and lose everything" }).click();
  await expect(page.getByRole("button", { name: "Continue on this device" })).toBeVisible();
});
