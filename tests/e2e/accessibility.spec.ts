import {
  ask,
  continueAsGuest,
  expect,
  expectAccessible,
  messageBox,
  send,
  test,
} from "../support/browser-test";
import type { Page } from "@playwright/test";

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const THEMES = ["light", "dark"] as const;

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

for (const colorScheme of THEMES) {
  for (const viewport of SIZES) {
    test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test("axe finds nothing on any page", async ({ page, appUrl }) => {
        await page.goto(`${appUrl}/sign-in`);
        await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        await continueAsGuest(page, appUrl);
        await expectAccessible(page);
        await ask(page, "The parcel is at the bakery on Elm Street.");
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);

        await page.goto(`${appUrl}/settings`);
        await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });

      test("axe finds nothing in menus, dialogs and the drawer", async ({ page, appUrl }) => {
        await continueAsGuest(page, appUrl);
        await ask(page, "The lecture is in room 3.");
        await page
          .getByRole("button", { name: /^Model:/ })
          .locator("visible=true")
          .click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press("Escape");
        if (viewport.width < 1024) {
          await page.getByRole("button", { name: "Show sidebar" }).click();
          await expectAccessible(page);
        }
        await page.getByRole("button", { name: "Conversation options" }).first().click();
        await expect(page.getByRole("menuitem", { name: "Delete" })).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("menuitem", { name: "Delete" }).click();
        await expect(page.getByRole("alertdialog")).toBeVisible();
        await expectAccessible(page);
        await page.getByRole("button", { name: "Keep" }).click();
      });

      test("axe finds nothing while a reply fails or cannot fit", async ({ page, modelUrl }) => {
        await continueAsGuest(page, modelUrl);
        await send(page, "Please fail now [[fault:500]]");
        await expect(page.getByRole("button", { name: "Retry" })).toBeVisible();
        await expectAccessible(page);
        await messageBox(page).fill("word ".repeat(9_000));
        await expect(page.getByText(/tokens too long for the budget/)).toBeVisible();
        await expectAccessible(page);
      });
    });
  }
}

test.describe("at 360 pixels", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("nothing is cut off and the drawer opens and closes", async ({ page, appUrl }) => {
    await continueAsGuest(page, appUrl);
    await ask(page, "Averyveryverylongwordwithoutanyspace".repeat(12));
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Show sidebar" }).click();
    await expect(page.getByRole("navigation", { name: "Conversations" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("navigation", { name: "Conversations" })).toBeHidden();
    await expectNoSidewaysScroll(page);
  });
});

test("the whole path works from the keyboard alone", async ({ page, appUrl }) => {
  await page.goto(`${appUrl}/sign-in`);
  const go = page.getByRole("button", { name: "Continue on this device" });
  await expect(go).toBeEnabled();
  await go.focus();
  await page.keyboard.press("Enter");
  await expect(messageBox(page)).toBeFocused();
  await page.keyboard.type("First line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await expect(messageBox(page)).toHaveValue("First line\nsecond line");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: "Assistant said" })).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+j");
  await expect(page).toHaveURL(/\/new$/);
  await expect(messageBox(page)).toBeFocused();
});
