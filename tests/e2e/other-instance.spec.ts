import { Api } from "../support/api";
import { freePort, startFrontProcess, type Running } from "../support/app";
import { browserServers } from "../support/browser-servers";
import { seedConversation, signInByCookie, type Member } from "../support/browser-member";
import { expect, messageBox, replies, test } from "../support/browser-test";
import { startFakeModel, type FakeModel } from "../support/fake-model/server";

/** An app server of its own, whose replies a test decides and which may die. */
let model: FakeModel;
let instance: Running;

test.beforeAll(async () => {
  const { env, stackUrl } = browserServers();
  model = await startFakeModel({ pace: { tokensPerSecond: 0 } });
  instance = await startFrontProcess(
    { ...env, GROQ_API_KEY: "key", GROQ_BASE_URL: model.url },
    { url: stackUrl },
    await freePort(),
  );
});
test.afterAll(async () => {
  await instance.stop();
  await model.close();
});

test.beforeEach(({ context, member }) => signInByCookie(context, member));

const botOf = ({ session }: Member): Api => new Api(instance.url, session.access_token);

test("a table of 100 KB and a list 400 deep are shown as text, and one can type meanwhile", async ({
  page,
  quickUrl,
  member,
}) => {
  const bot = botOf(member);
  const id = await seedConversation(member, 1);
  await bot.request(`/api/conversations/${id}`, {
    method: "PATCH",
    body: JSON.stringify({ maxTokens: 128_000, replyReserve: 60_000 }),
  });
  await page.goto(`${quickUrl}/c/${id}`);
  await expect(replies(page)).toHaveCount(1);
  model.next({ text: `| a | b |\n| --- | --- |\n${"| cell | cell |\n".repeat(6_700)}The end of it` });
  const table = bot.say("A table, please.", id);
  await messageBox(page).pressSequentially("Typed while it comes.");
  await table;
  await expect(replies(page).nth(1)).toContainText("it holds a table of more than 400 rows");
  await expect(replies(page).nth(1)).toContainText("The end of it");

  const deep = Array.from({ length: 400 }, (_, depth) => `${"  ".repeat(depth % 60)}- level ${depth}`);
  model.next({ text: deep.join("\n") });
  await bot.say("A list, please.", id);
  await expect(replies(page).nth(2)).toContainText("level 399");
  await expect(replies(page).nth(2)).toContainText("its lists nest more than 24 deep");
  await expect(messageBox(page)).toHaveValue("Typed while it comes.");
});

test("links that would run something are only words, however they are cut", async ({
  page,
  quickUrl,
  member,
}) => {
  page.on("dialog", (dialog) => void dialog.dismiss().then(() => expect(dialog.message()).toBe("no dialog")));
  const id = await seedConversation(member, 1);
  await page.goto(`${quickUrl}/c/${id}`);
  const text =
    "[press](javascript:alert(1)) [data](data:text/html,x) <a href='JaVaScRiPt:alert(1)'>raw</a> " +
    "<img src=x onerror=alert(1)> [good](https://example.org/page) the end";
  model.next({ text, choppy: true });
  await botOf(member).say("Links, please.", id);
  const reply = replies(page).last();
  await expect(reply).toContainText("the end");
  await expect(reply.getByRole("link")).toHaveText(["good(example.org)"]);
  await expect(reply.locator("img, script, [onerror]")).toHaveCount(0);
});

test("replies of an instance that goes away stop where they were: one is kept, one is written anew", async ({
  page,
  appUrl,
  member,
}) => {
  const bot = botOf(member);
  const ids: string[] = [];
  for (const topic of ["First", "Second"]) {
    model.next({ text: "one two three four five six seven eight nine ten", holdAfterPieces: 5 });
    const answer = await bot.chat(`${topic} question about bread.`);
    const accepted = await new Response(answer.body?.pipeThrough(firstEvent())).text();
    ids.push(/"conversationId":"([^"]+)"/.exec(accepted)?.[1] ?? "");
  }
  await page.goto(`${appUrl}/c/${ids[0]}`);
  await expect(replies(page)).toContainText("five");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await instance.stop();
  await expect(page.getByText("The reply stopped after 5 words.")).toBeVisible();
  await page.getByRole("button", { name: "Keep as it is" }).click();
  await expect(page.getByText("The reply stopped after 5 words.")).toHaveCount(0);
  await page.reload();
  await expect(replies(page)).toContainText("Interrupted, kept");
  await expect(page.getByRole("button", { name: "Keep as it is" })).toHaveCount(0);

  await page.goto(`${appUrl}/c/${ids[1]}`);
  await expect(page.getByText("The reply stopped after 5 words.")).toBeVisible();
  await page.getByRole("button", { name: "Retry", exact: true }).click();
  await expect(page.getByText("The reply stopped after 5 words.")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  await expect(replies(page)).toHaveCount(1);
  await expect(replies(page)).not.toContainText("one two three");
});

/** Ends a stream with its first event, and leaves it. */
function firstEvent(): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(bytes, controller) {
      controller.enqueue(bytes);
      controller.terminate();
    },
  });
}
