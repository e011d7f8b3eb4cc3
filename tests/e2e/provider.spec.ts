import { ask, continueAsGuest, expect, messageBox, replies, send, test } from "../support/browser-test";

test("a streamed reply is drawn as markdown and keeps what the provider counted", async ({
  page,
  modelUrl,
}) => {
  await continueAsGuest(page, modelUrl);
  const reply = await ask(page, "Write something with a list, a table and some code, please.");
  await expect(reply.locator("pre").first()).toBeVisible();
  await expect(reply.locator("table").first()).toBeVisible();
});

test("Stop keeps the text, and Retry starts a new reply", async ({ page, modelUrl }) => {
  await continueAsGuest(page, modelUrl);
  await send(page, "Tell me a very long story.");
  await expect(replies(page).last()).toContainText(/\w+ \w+ \w+ \w+/);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  const kept = await replies(page).last().innerText();
  await page.reload();
  await expect(replies(page)).toHaveCount(1);
  expect((await replies(page).last().innerText()).length).toBeGreaterThan(20);
  expect(kept.length).toBeGreaterThan(20);
});

test("a provider that fails says what to do, and Retry works", async ({ page, modelUrl }) => {
  await continueAsGuest(page, modelUrl);
  await send(page, "Please fail now [[fault:500]]");
  await expect(page.getByRole("button", { name: "Retry" })).toBeVisible();
  await expect(messageBox(page)).toHaveValue("");
  await page.reload();
  await expect(page.getByRole("button", { name: "Retry" })).toBeVisible();
});

test("a rate limit counts down and loses nothing", async ({ page, modelUrl }) => {
  await continueAsGuest(page, modelUrl);
  await send(page, "Too fast [[fault:429]]");
  await expect(page.getByText(/Next try in/)).toBeVisible();
});
