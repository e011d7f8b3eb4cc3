import AxeBuilder from "@axe-core/playwright";
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from "@playwright/test";

function addressOf(name: string): string {
  const address = process.env[name];
  if (!address) throw new Error(`${name} is not set: the browser tests start their own servers`);
  return address;
}

type Fixtures = {
  /** The app on the offline model. */
  appUrl: string;
  /** The same data behind an app server whose replies come from the scripted provider. */
  modelUrl: string;
  /** Lines of the browser's console that a test expects. */
  expectedConsole: RegExp[];
};

/** Playwright's test, in which an unexpected console error or page error is a failure. */
export const test = base.extend<Fixtures>({
  appUrl: async ({}, provide) => provide(addressOf("THROUGHLINE_TEST_URL")),
  modelUrl: async ({}, provide) => provide(addressOf("THROUGHLINE_TEST_MODEL_URL")),
  expectedConsole: [[], { option: true }],
  context: async ({ context, expectedConsole }, provide) => {
    const errors = watchConsole(context);
    await provide(context);
    const unexpected = errors.filter((line) => !expectedConsole.some((pattern) => pattern.test(line)));
    expect(unexpected, "errors in the browser's console").toEqual([]);
  },
});

function watchConsole(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => errors.push(String(error.error())));
  return errors;
}

export { expect };

/** Signs in as a new guest and waits for the composer. */
export async function continueAsGuest(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "Continue on this device" }).click();
  await expect(messageBox(page)).toBeVisible();
}

/** A second device of the same person: a new context with the same cookies. */
export async function secondDevice(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  return context.newPage();
}

export function messageBox(page: Page): Locator {
  return page.getByRole("textbox", { name: "Message" });
}

export function replies(page: Page): Locator {
  return page.getByRole("log", { name: "Conversation" }).getByRole("article", { name: "Assistant said" });
}

export function questions(page: Page): Locator {
  return page.getByRole("log", { name: "Conversation" }).getByRole("article", { name: "You said" });
}

/** Types and sends; does not wait for the reply. */
export async function send(page: Page, text: string): Promise<void> {
  await messageBox(page).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

/** Sends and waits until the reply has ended. */
export async function ask(page: Page, text: string): Promise<Locator> {
  const before = await replies(page).count();
  await send(page, text);
  await expect(replies(page)).toHaveCount(before + 1);
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  return replies(page).last();
}

export function conversationLinks(page: Page): Locator {
  return page.getByRole("navigation", { name: "Conversations" }).getByRole("link");
}

/** Everything axe-core knows about WCAG 2.0 to 2.2, A and AA, and best practice. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((violation) => ({
    rule: violation.id,
    where: violation.nodes
      .map((node) => `${node.html.slice(0, 160)} :: ${node.failureSummary ?? ""}`)
      .slice(0, 4),
  }));
  expect(found).toEqual([]);
}
