import {
  ask,
  conversationLinks,
  expect,
  messageBox,
  openApp,
  questions,
  replies,
  send,
  test,
} from "../support/browser-test";

test.describe("without a network", () => {
  test.use({ expectedConsole: /ERR_INTERNET_DISCONNECTED|WebSocket/ });

  test("a message waits on this device, says so, and is sent once when the network is back", async ({
    page,
    quickUrl,
    context,
    member,
  }) => {
    await openApp(page, quickUrl, member);
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

test.describe("without live sync", () => {
  test.use({ expectedConsole: /WebSocket/ });

  test("a banner says so, replies still come, and it heals by itself", async ({ page, quickUrl, member }) => {
    let cut = true;
    const sockets: { close: () => Promise<void> }[] = [];
    await page.routeWebSocket(/realtime/, async (socket) => {
      if (cut) {
        await socket.close();
        return;
      }
      sockets.push(socket);
      socket.connectToServer();
    });
    const banner = page.getByText(/Live sync is lost/);
    await openApp(page, quickUrl, member);
    await expect(banner).toBeVisible();
    await ask(page, "Does this arrive?");
    await member.api.say("Said on another device while nobody listened.");
    cut = false;
    await expect(banner).toHaveCount(0, { timeout: 30_000 });
    await expect(conversationLinks(page)).toHaveText([/Said on another device/, /Does this arrive/]);

    await member.api.say("And once more, while it listens.");
    await expect(conversationLinks(page)).toHaveCount(3);
    cut = true;
    for (const socket of sockets) await socket.close();
    await expect(banner).toBeVisible();
  });
});

test("a message sent while a reply runs waits its turn", async ({ page, modelUrl, member }) => {
  await openApp(page, modelUrl, member);
  await send(page, "About ledgers [[words:250]]");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await messageBox(page).fill("About scales [[words:5]]");
  await messageBox(page).press("Enter");
  await expect(page.getByText("Sends when this reply is finished.")).toBeVisible();
  await expect(replies(page)).toHaveCount(2, { timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await expect(questions(page)).toHaveText([/About ledgers/, /About scales/]);
});

test("a draft that cannot fit is refused with the numbers, stays, and a larger budget lets it go", async ({
  page,
  quickUrl,
  member,
}) => {
  await openApp(page, quickUrl, member);
  await ask(page, "Short.");
  const long = "token ".repeat(7_000);
  await messageBox(page).fill(long);
  await expect(page.getByText(/This message is [\d,]+ tokens too long for the budget/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await expect(messageBox(page)).toHaveValue(long);
  await page.getByRole("button", { name: /^Budget to/ }).click();
  await expect(page.getByRole("button", { name: "Send" })).toBeEnabled();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(replies(page)).toHaveCount(2);
  await expect(questions(page).last()).toContainText("token token");
});
