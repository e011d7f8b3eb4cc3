import {
  ask,
  continueAsGuest,
  expect,
  messageBox,
  questions,
  replies,
  send,
  test,
} from "../support/browser-test";

test.describe("without a network", () => {
  test.use({ expectedConsole: [/ERR_INTERNET_DISCONNECTED/, /WebSocket/] });

  test("a message waits on this device, says so, and is sent once when the network is back", async ({
    page,
    appUrl,
    context,
  }) => {
    await continueAsGuest(page, appUrl);
    await ask(page, "The ferry goes at seven.");
    await context.setOffline(true);
    await expect(page.getByText(/You are offline/)).toBeVisible();
    await send(page, "And the last one at eleven.");
    await expect(page.getByText("You are offline. 1 message will be sent when you are back.")).toBeVisible();
    await expect(questions(page)).toHaveCount(2);
    await context.setOffline(false);
    await expect(replies(page)).toHaveCount(2, { timeout: 30_000 });
    await expect(page.getByText(/You are offline/)).toHaveCount(0);
    await page.reload();
    await expect(questions(page)).toHaveCount(2);
  });
});

test("a message sent while a reply runs waits its turn", async ({ page, modelUrl }) => {
  await continueAsGuest(page, modelUrl);
  await send(page, "Tell me about ledgers.");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await messageBox(page).fill("And about scales.");
  await messageBox(page).press("Enter");
  await expect(page.getByText("Sends when this reply is finished.")).toBeVisible();
  await expect(replies(page)).toHaveCount(2, { timeout: 60_000 });
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0, { timeout: 60_000 });
  await expect(questions(page)).toHaveCount(2);
});

test.describe("a draft that cannot fit", () => {
  test("is refused with the numbers, stays in the box, and a larger budget lets it go", async ({
    page,
    appUrl,
  }) => {
    await continueAsGuest(page, appUrl);
    await ask(page, "Short.");
    const long = "token ".repeat(7_000);
    await messageBox(page).fill(long);
    await expect(page.getByText(/This message is [\d,]+ tokens too long for the budget/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
    await expect(messageBox(page)).toHaveValue(long);
    await page.getByRole("button", { name: /^Budget to/ }).click();
    await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
  });
});
