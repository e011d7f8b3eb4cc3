import { seedConversation, signInByCookie } from "../support/browser-member";
import {
  ask,
  expect,
  expectAccessible,
  messageBox,
  openApp,
  replies,
  send,
  test,
} from "../support/browser-test";
import type { Page } from "@playwright/test";

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const THEMES = ["light", "dark"] as const;

async function expectSound(page: Page, layer?: string): Promise<void> {
  await expectAccessible(page, layer);
  await expectNoSidewaysScroll(page);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

for (const colorScheme of THEMES) {
  for (const viewport of SIZES) {
    test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport, expectedConsole: /status of 404/ });

      test("axe finds nothing on any page", async ({ page, quickUrl, appUrl, member }) => {
        await page.goto(`${appUrl}/sign-in`);
        await expect(page.getByRole("button", { name: "Continue on this device" })).toBeVisible();
        await expectSound(page);
        await page.goto(`${appUrl}/auth/reset`);
        await expect(page.getByText("This installation sends no mail")).toBeVisible();
        await expectSound(page);
        await page.goto(`${appUrl}/auth/confirm?error=access_denied&error_code=otp_expired`);
        await expect(page.getByText("This link has expired or was used already.")).toBeVisible();
        await expectSound(page);
        await openApp(page, quickUrl, member);
        await expectSound(page);
        await ask(page, "The parcel is at the bakery on Elm Street.");
        await expectSound(page);
        await page.goto(`${quickUrl}/c/00000000-0000-4000-8000-000000000000`);
        await expect(page.getByRole("heading", { name: "There is no conversation here" })).toBeVisible();
        await expectSound(page);
        await page.goto(`${quickUrl}/settings`);
        await expect(page.getByRole("radio", { name: "Dark" })).toBeVisible();
        await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
        await expectSound(page);
      });

      test("axe finds nothing in menus, dialogs and the drawer", async ({ page, quickUrl, member }) => {
        await signInByCookie(page.context(), member);
        await page.goto(`${quickUrl}/c/${await seedConversation(member, 1)}`);
        await page
          .getByRole("button", { name: /^Model:/ })
          .locator("visible=true")
          .click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectSound(page);
        await page.keyboard.press("Escape");
        if (viewport.width < 1024) {
          await page.getByRole("button", { name: "Show sidebar" }).click();
          await expectSound(page);
        }
        await page.getByRole("button", { name: "Conversation options" }).first().click();
        await expect(page.getByRole("menuitem", { name: "Delete" })).toBeVisible();
        await expectSound(page, "[role=menu]");
        await page.getByRole("menuitem", { name: "Delete" }).click();
        await expect(page.getByRole("alertdialog")).toBeVisible();
        await expectSound(page, "[role=alertdialog]");
        await page.getByRole("button", { name: "Keep" }).click();
        await expect(page.getByRole("alertdialog")).toHaveCount(0);
      });

      test("axe finds nothing while a reply is written, fails or cannot fit", async ({
        page,
        modelUrl,
        member,
      }) => {
        await openApp(page, modelUrl, member);
        await send(page, "Something with everything in it.");
        await expect(page.getByRole("region", { name: "Table" })).toBeVisible();
        await expectSound(page);
        await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
        await send(page, "Please fail now [[fault:401]]");
        await expect(page.getByRole("button", { name: "Retry", exact: true })).toBeVisible();
        await expectSound(page);
        await messageBox(page).fill("word ".repeat(9_000));
        await expect(page.getByText(/tokens too long for the budget/)).toBeVisible();
        await expectSound(page);
      });
    });
  }
}

test.describe("at 360 pixels", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("nothing is cut off, and the drawer keeps the focus until it closes", async ({
    page,
    quickUrl,
    member,
  }) => {
    await openApp(page, quickUrl, member);
    await ask(page, "Averyveryverylongwordwithoutanyspace".repeat(12));
    await expectNoSidewaysScroll(page);
    const opener = page.getByRole("button", { name: "Show sidebar" });
    await opener.click();
    const drawer = page.getByRole("dialog", { name: "Sidebar" });
    await expect(drawer.getByRole("navigation", { name: "Conversations" })).toBeVisible();
    const outside = page.evaluate.bind(page, () => {
      const focused = document.activeElement;
      return focused !== document.body && focused?.closest("[role=dialog]") === null;
    });
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await outside()).toBe(false);
    }
    await page.keyboard.press("Escape");
    await expect(drawer).toHaveCount(0);
    await expect(opener).toBeFocused();
    await expectNoSidewaysScroll(page);
  });
});

test.describe("with reduced motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves, not even the caret of a reply", async ({ page, modelUrl, member }) => {
    await openApp(page, modelUrl, member);
    await send(page, "[[words:60]]");
    await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
    const moving = await page.evaluate(() => document.getAnimations().length);
    expect(moving).toBe(0);
    await expect(replies(page)).toContainText("(60)");
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
