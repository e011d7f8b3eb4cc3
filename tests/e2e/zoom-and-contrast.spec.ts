import type { Locator, Page } from "@playwright/test";
import { signInByCookie, type Member } from "../support/browser-member";
import { expect, messageBox, replies, test } from "../support/browser-test";
import type { ConversationAnswer } from "@/types/api";

async function openSample(page: Page, url: string, member: Member): Promise<void> {
  const { conversation } = await member.api.json<ConversationAnswer>("POST", "/api/conversations/sample");
  await signInByCookie(page.context(), member);
  await page.goto(`${url}/c/${conversation.id}`);
  await expect(replies(page).first()).toBeVisible();
}

const styleOf = (element: Locator, name: "outlineStyle" | "backgroundColor") =>
  element.evaluate((node, property) => getComputedStyle(node)[property], name);

test.describe("in a contrast theme", () => {
  test.use({ contextOptions: { forcedColors: "active" } });

  test("bars keep their colours, and focus, choices and buttons their lines", async ({
    page,
    quickUrl,
    member,
  }) => {
    await openSample(page, quickUrl, member);
    await messageBox(page).focus();
    expect(await styleOf(messageBox(page), "outlineStyle")).toBe("solid");
    await page.getByRole("button", { name: "Inspect", exact: true }).click();
    const inspector = page.getByRole("complementary", { name: "Context inspector" });
    await messageBox(page).focus();
    expect(await styleOf(inspector.getByRole("tab", { name: "Contents" }), "outlineStyle")).toBe("solid");
    const meter = page.getByRole("meter", { name: "Context" }).first();
    const colours = await Promise.all(
      ["seg-system", "seg-pinned", "seg-recent"].map((fill) =>
        styleOf(meter.locator(`.piece.${fill}`), "backgroundColor"),
      ),
    );
    expect(new Set(colours).size).toBe(3);
    await inspector.getByRole("tab", { name: "Budget" }).click();
    expect(await styleOf(inspector.getByRole("button", { name: "Compact now" }), "outlineStyle")).toBe(
      "solid",
    );
  });
});

test.describe("at 200 % zoom of 1280 by 800", () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });

  test("a draft that cannot fit leaves its note, the meter and Send in view", async ({
    page,
    quickUrl,
    member,
  }) => {
    await openSample(page, quickUrl, member);
    await messageBox(page).fill(
      "The harbour tram leaves at noon, and the second one after lunch. ".repeat(400),
    );
    await expect(page.getByText(/too long for the budget/).first()).toBeInViewport();
    await expect(page.getByRole("meter", { name: "Context" }).first()).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("button", { name: "Send" })).toBeInViewport({ ratio: 1 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
