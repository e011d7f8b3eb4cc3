import AxeBuilder from "@axe-core/playwright";
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from "@playwright/test";
import { browserServers } from "./browser-servers";
import { newMember, signInByCookie, type Member } from "./browser-member";

type Fixtures = {
  /** The app on the offline model. */
  appUrl: string;
  /** The same data behind an app server whose replies come from the scripted provider. */
  modelUrl: string;
  /** The same data once more: no guests, no limits, and the offline model as fast as it goes. */
  quickUrl: string;
  /** A new account, not signed in yet. */
  member: Member;
  /** Lines of the browser's console that a test expects. */
  expectedConsole: RegExp | null;
};

/** Playwright's test, in which an unexpected console error or page error is a failure. */
export const test = base.extend<Fixtures>({
  appUrl: async ({}, provide) => provide(browserServers().appUrl),
  modelUrl: async ({}, provide) => provide(browserServers().modelUrl),
  quickUrl: async ({}, provide) => provide(browserServers().quickUrl),
  member: async ({}, provide) => provide(await newMember()),
  expectedConsole: [null, { option: true }],
  context: async ({ context, expectedConsole }, provide) => {
    const errors = watchConsole(context);
    await provide(context);
    const unexpected = errors.filter((line) => !expectedConsole?.test(line));
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

/** Signed in, and in an empty conversation: for tests that are not about either. */
export async function openApp(page: Page, url: string, member: Member): Promise<void> {
  await signInByCookie(page.context(), member);
  await page.goto(`${url}/new`);
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

/** What is still fading in or out has no colours to judge. What moves for ever does not fade. */
async function fadesEnded(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
  );
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => {
      const { endTime } = animation.effect?.getComputedTiming() ?? {};
      return animation.playState !== "running" || endTime === Infinity;
    }),
  );
}

/**
 * Everything axe-core knows about WCAG 2.0 to 2.2, A and AA, and best practice. `layer` is what lies over a page that is
 * inert meanwhile: then only the layer is judged.
 */
export async function expectAccessible(page: Page, layer?: string): Promise<void> {
  await fadesEnded(page);
  const axe = new AxeBuilder({ page });
  const { violations } = await (layer ? axe.include(layer) : axe).analyze();
  const found = violations.map((violation) => ({
    rule: violation.id,
    where: violation.nodes
      .map((node) => `${node.html.slice(0, 160)} :: ${node.failureSummary ?? ""}`)
      .slice(0, 4),
  }));
  expect(found).toEqual([]);
}
