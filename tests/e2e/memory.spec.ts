import {
  ask,
  expect,
  expectAccessible,
  messageBox,
  openApp,
  questions,
  secondDevice,
  test,
} from "../support/browser-test";
import type { Locator, Page } from "@playwright/test";

/** The hold before anything is forgotten, and the call. */
const FORGOTTEN_MS = 20_000;

async function openMemories(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Memories/ }).click();
  await expect(page.getByRole("heading", { name: "Memories" })).toBeVisible();
}

function rowOf(page: Page, words: string | RegExp): Locator {
  return page.getByRole("list", { name: "Memories" }).getByRole("listitem").filter({ hasText: words });
}

async function add(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Add memory" }).click();
  await page.getByRole("textbox", { name: "New memory" }).fill(words);
  await page.getByRole("button", { name: "Remember", exact: true }).click();
  await expect(rowOf(page, words)).toBeVisible();
}

test("what was said is remembered with its source, and the source is one press away", async ({
  page,
  quickUrl,
  member,
}) => {
  await openApp(page, quickUrl, member);
  await ask(page, "Remember that the harbour master is called Ines.");
  const chat = page.url();
  await openMemories(page);
  const row = rowOf(page, /harbour master/);
  await expect(row).toBeVisible({ timeout: FORGOTTEN_MS });
  await row.getByRole("button", { name: /^Importance \d of 5/ }).click();
  await expect(page.getByRole("dialog", { name: "Why it was remembered" })).toContainText(
    "You asked for it to be remembered",
  );
  await page.keyboard.press("Escape");
  await row.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`^${chat}`));
  await expect(questions(page).first()).toBeVisible();
});

test("a memory is added, edited, forgotten and taken back, and another device follows", async ({
  page,
  quickUrl,
  member,
  browser,
}) => {
  test.setTimeout(90_000);
  await openApp(page, quickUrl, member);
  await openMemories(page);
  await expect(page.getByText(/^Nothing has been remembered yet\./)).toBeVisible();
  await add(page, "The spare key hangs behind the clock.");
  const other = await secondDevice(browser, page);
  await other.goto(`${quickUrl}/memories`);
  await expect(rowOf(other, /behind the clock/)).toBeVisible();

  await rowOf(page, /behind the clock/)
    .getByRole("button", { name: "Edit memory" })
    .click();
  await page.getByRole("textbox", { name: "Memory", exact: true }).fill("The spare key lies under the mat.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(rowOf(other, /under the mat/)).toBeVisible();

  const row = rowOf(page, /under the mat/);
  await row.getByRole("button", { name: "Forget memory" }).click();
  await row.getByRole("button", { name: "Undo" }).click();
  await expect(row.getByRole("button", { name: "Forget memory" })).toBeVisible();
  await row.getByRole("button", { name: "Forget memory" }).click();
  await expect(row).toHaveCount(0, { timeout: FORGOTTEN_MS });
  await expect(rowOf(other, /under the mat/)).toHaveCount(0);
  await page.getByRole("button", { name: "Receipt" }).click();
  await expect(page.getByRole("region", { name: "Deletion receipts" })).toContainText(
    /Gone for good: 1 memory, \d+ search terms/,
  );
  await other.context().close();
});

test("deleting an exchange lists what was taken from it, keeps what is unticked, and takes the rest along", async ({
  page,
  quickUrl,
  member,
  browser,
}) => {
  await openApp(page, quickUrl, member);
  await ask(page, "The boat is moored at pier four.");
  await questions(page).first().hover();
  await questions(page).first().getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Remember this" }).click();
  await page.getByRole("button", { name: "Remember", exact: true }).click();
  await expect(page.getByText(/^Remembered\.|^It was remembered already\./)).toBeVisible();
  await ask(page, "Thank you.");
  const other = await secondDevice(browser, page);
  await other.goto(page.url());
  await expect(questions(other)).toHaveCount(2);

  await questions(page).first().hover();
  await questions(page).first().getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete exchange" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete this exchange?" });
  const box = dialog.getByRole("checkbox", { name: /pier four/ });
  await expect(box).toBeChecked();
  await expectAccessible(page, "[role=alertdialog]");
  await box.uncheck();
  await dialog.getByRole("button", { name: "Delete" }).click();
  for (const one of [page, other]) await expect(questions(one)).toHaveCount(1);
  await expect(page.getByText(/^Gone for good: .*1 memory kept as hand-written\./)).toBeVisible();
  await openMemories(page);
  await expect(rowOf(page, /pier four/)).toContainText("Written by hand, without a source");
  await other.context().close();
});

test("a temporary chat says that it is one, and nothing in it is remembered", async ({
  page,
  quickUrl,
  member,
}) => {
  await openApp(page, quickUrl, member);
  await page.getByRole("switch", { name: "Temporary chat" }).check();
  await ask(page, "Remember that my locker is number twelve.");
  await expect(page.getByText("Temporary", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("Temporary", { exact: true })).toBeVisible();
  await questions(page).first().hover();
  await questions(page).first().getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menuitem", { name: "Delete exchange" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Remember this" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await openMemories(page);
  await expect(page.getByText(/^Nothing has been remembered yet\./)).toBeVisible();
  await page.getByRole("button", { name: "New chat" }).first().click();
  await expect(messageBox(page)).toBeVisible();
  await expect(page.getByRole("switch", { name: "Temporary chat" })).not.toBeChecked();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1280, 390, 360]) {
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });

      test("axe finds nothing among the memories", async ({ page, quickUrl, member }) => {
        for (const content of ["My tea is peppermint.", "The greenhouse has forty panes."]) {
          await member.api.json("POST", "/api/memories", { content });
        }
        await openApp(page, quickUrl, member);
        await page.goto(`${quickUrl}/memories`);
        await expect(rowOf(page, "The greenhouse has forty panes.")).toBeVisible();
        await expectSound(page);
        for (const item of ["Maintenance", "Deletion receipts", "Import", "Suggestions to retire"]) {
          await page.getByRole("button", { name: "More", exact: true }).click();
          await page.getByRole("menuitem", { name: item }).click();
          await expect(page.getByRole("button", { name: "Close", exact: true })).toBeVisible();
          await expectSound(page);
        }
        await page.getByRole("tab", { name: "Short-term" }).click();
        await expect(page.getByText(/^Short-term memory is the live window/)).toBeVisible();
        await expectSound(page);
      });
    });
  }
}

async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
