import { signInByCookie } from "../support/browser-member";
import { ask, expect, openApp, secondDevice, test } from "../support/browser-test";
import type { Locator, Page } from "@playwright/test";

async function openPopover(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: /^Model:/ }).click();
  const popover = page.getByRole("dialog", { name: "Model, budget and reply reserve" });
  await expect(popover).toBeVisible();
  return popover;
}

test("budget, reserve and model of a conversation are kept, and a second tab follows", async ({
  page,
  quickUrl,
  member,
  browser,
}) => {
  await openApp(page, quickUrl, member);
  await ask(page, "The archive opens at nine.");
  const other = await secondDevice(browser, page);
  await other.goto(page.url());
  const meter = page.getByRole("meter", { name: "Context" });
  const otherMeter = other.getByRole("meter", { name: "Context" });
  await expect(otherMeter).toHaveAttribute("aria-valuemax", "8000");

  const popover = await openPopover(page);
  await popover.getByRole("textbox", { name: "Token budget in tokens" }).fill("999");
  await page.keyboard.press("Enter");
  await expect(popover.getByText("At least 1,000")).toBeVisible();
  await popover.getByRole("textbox", { name: "Token budget in tokens" }).fill("12,500");
  await page.keyboard.press("Enter");
  await popover.getByRole("textbox", { name: "Reply reserve" }).fill("900");
  await page.keyboard.press("Enter");
  for (const one of [meter, otherMeter]) {
    await expect(one).toHaveAttribute("aria-valuemax", "12500");
    await expect(one).toHaveAttribute("aria-valuetext", /900 kept for the reply/);
  }
  await page.keyboard.press("Escape");
  await expect(popover).toHaveCount(0);
  await page.reload();
  await expect(meter).toHaveAttribute("aria-valuemax", "12500");
  await other.context().close();
});

test("the theme is shown at once, on the next page too, and over the system's", async ({
  page,
  quickUrl,
  member,
}) => {
  await signInByCookie(page.context(), member);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`${quickUrl}/settings`);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  const saved = page.waitForResponse((response) => response.request().method() === "PATCH");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect.poll(paper).not.toBe(light);
  await saved;
  const dark = await paper();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  expect(await paper()).toBe(dark);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("radio", { name: "Light" }).check();
  await expect.poll(paper).toBe(light);
});

test("the agent's instructions are counted from the next message on", async ({ page, quickUrl, member }) => {
  await openApp(page, quickUrl, member);
  const meter = page.getByRole("meter", { name: "Context" });
  await expect(meter).toHaveAttribute("aria-valuemax", "8000");
  const before = Number(await meter.getAttribute("aria-valuenow"));
  await page.goto(`${quickUrl}/settings`);
  await page.getByRole("textbox", { name: "Instructions" }).fill("Answer in one line. ".repeat(60));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. It holds from the next message on.")).toBeVisible();
  await openApp(page, quickUrl, member);
  await expect(meter).toHaveAttribute("aria-valuemax", "8000");
  await expect
    .poll(async () => Number(await meter.getAttribute("aria-valuenow")))
    .toBeGreaterThan(before + 200);
});

test("where guests are off there is no way in without an account", async ({ page, quickUrl, appUrl }) => {
  await page.goto(`${quickUrl}/sign-in`);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue on this device" })).toHaveCount(0);
  await page.goto(`${appUrl}/sign-in`);
  await expect(page.getByRole("button", { name: "Continue on this device" })).toBeVisible();
});
