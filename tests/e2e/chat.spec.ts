import {
  ask,
  continueAsGuest,
  conversationLinks,
  expect,
  messageBox,
  openApp,
  questions,
  replies,
  secondDevice,
  send,
  test,
} from "../support/browser-test";

const LONG = Array.from(
  { length: 60 },
  (_, index) => `Fact ${index + 1}: shelf ${index + 1} holds ${index + 3} boxes.`,
);

test("five messages are answered, and the offline model remembers what was said", async ({
  page,
  appUrl,
}) => {
  await continueAsGuest(page, appUrl);
  await ask(page, "My sister's dog is called Biscuit.");
  await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/);
  await expect(conversationLinks(page)).toHaveText("My sister's dog is called Biscuit.");
  await ask(page, "She lives in Lund.");
  await ask(page, "Her train leaves at 08:14 on Fridays.");
  await ask(page, "Thank you!");
  const reply = await ask(page, "What is my sister's dog called?");
  await expect(reply).toContainText("Biscuit");
  await expect(questions(page)).toHaveCount(5);
});

test("a reload in the middle of a reply goes on with it", async ({ page, appUrl, member }) => {
  await openApp(page, appUrl, member);
  await ask(page, LONG.join(" "));
  await send(page, "Which shelf holds 40 boxes?");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await page.reload();
  await expect(questions(page)).toHaveCount(2);
  await expect(replies(page).last()).toContainText(/shelf 38/i);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await expect(replies(page)).toHaveCount(2);
});

test("a second tab shows the message, the reply as it comes, a rename and a delete", async ({
  page,
  appUrl,
  browser,
  member,
}) => {
  await openApp(page, appUrl, member);
  await ask(page, "The boiler code is 4471.");
  const other = await secondDevice(browser, page);
  await other.goto(page.url());
  await expect(questions(other)).toHaveCount(1);

  await ask(page, "What is the boiler code?");
  await expect(questions(other)).toHaveCount(2);
  await expect(replies(other).last()).toContainText("4471");

  const options = page.getByRole("navigation", { name: "Conversations" }).getByRole("button", {
    name: "Conversation options",
  });
  await options.first().click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  const field = page.getByRole("textbox", { name: "Rename conversation" });
  await expect(field).toBeFocused();
  await page.keyboard.type("Heating");
  await page.keyboard.press("Enter");
  await expect(conversationLinks(other).filter({ hasText: "Heating" })).toHaveCount(1);

  await options.first().click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Keep" })).toBeFocused();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(conversationLinks(page)).toHaveCount(0);
  await expect(conversationLinks(other)).toHaveCount(0);
  await other.context().close();
});

test("switching keeps each conversation's draft, and back and forward work", async ({
  page,
  appUrl,
  member,
}) => {
  await openApp(page, appUrl, member);
  await ask(page, "First subject: bread.");
  const first = page.url();
  await messageBox(page).fill("half a thought about bread");
  await page.getByRole("button", { name: "New chat" }).first().click();
  await expect(page).not.toHaveURL(first);
  await expect(messageBox(page)).toHaveValue("");
  await ask(page, "Second subject: boats.");
  await conversationLinks(page).filter({ hasText: "First subject" }).click();
  await expect(messageBox(page)).toHaveValue("half a thought about bread");
  await expect(questions(page)).toHaveText(/First subject/);
  await page.goBack();
  await expect(questions(page)).toHaveText(/Second subject/);
  await page.goForward();
  await expect(questions(page)).toHaveText(/First subject/);
  await page.reload();
  await expect(messageBox(page)).toHaveValue("half a thought about bread");
});

test("the meter adds up to the budget", async ({ page, appUrl, member }) => {
  await openApp(page, appUrl, member);
  const meter = page.getByRole("meter", { name: "Context" });
  await expect(meter).toHaveAttribute("aria-valuemax", "8000");
  await ask(page, "The meter should count this message.");
  await expect(meter).toHaveAttribute(
    "aria-valuetext",
    /of 8,000 tokens in context, 1,500 kept for the reply/,
  );
  const text = (await meter.getAttribute("aria-valuetext")) ?? "";
  const numbers = [...text.matchAll(/\d[\d,]*/g)].map((match) => Number(match[0].replaceAll(",", "")));
  const [held, budget, reserve, free] = numbers;
  expect(Number(await meter.getAttribute("aria-valuenow"))).toBe(held);
  expect((held ?? 0) + (reserve ?? 0) + (free ?? 0)).toBe(budget);
});

test.describe("an address that is not one of yours", () => {
  test.use({ expectedConsole: /status of 404/ });

  test("is a friendly page with a way on", async ({ page, appUrl, member }) => {
    await openApp(page, appUrl, member);
    for (const id of ["00000000-0000-4000-8000-000000000000", "not-an-id"]) {
      await page.goto(`${appUrl}/c/${id}`);
      await expect(page.getByRole("heading", { name: "There is no conversation here" })).toBeVisible();
    }
    await page.getByRole("button", { name: "Start a new chat" }).click();
    await expect(messageBox(page)).toBeVisible();
    for (const path of ["/c/%E0%A4%A", "/no/such/page"]) {
      await page.goto(`${appUrl}${path}`);
      await expect(page.getByRole("heading", { name: "There is no page here" })).toBeVisible();
    }
    await page.getByRole("link", { name: "Go to your conversations" }).click();
    await expect(messageBox(page)).toBeVisible();
  });
});
