import { expect, messageBox, openApp, questions, test } from "../support/browser-test";
import type { Page } from "@playwright/test";

/** Holds every script of the page back until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/_next/static/**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("what is typed before the scripts have come is kept, behind what was kept before", async ({
  page,
  appUrl,
  member,
}) => {
  await openApp(page, appUrl, member);
  await messageBox(page).fill("From yesterday.");
  const release = await holdScripts(page);
  await page.reload({ waitUntil: "commit" });
  await messageBox(page).pressSequentially("Typed early");
  release();
  await expect(messageBox(page)).toHaveValue("From yesterday.\nTyped early");
  await messageBox(page).pressSequentially(", and on.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(questions(page)).toContainText("From yesterday.");
  await expect(questions(page)).toContainText("Typed early, and on.");
  await expect(messageBox(page)).toHaveValue("");
});
