import { chromium, type Browser, type Page } from "@playwright/test";
import postgres from "postgres";
import { startApp, type App } from "../support/app";
import { LAUNCH } from "../support/chromium";
import { startFakeModel } from "../support/fake-model/server";
import { startPostgres } from "../support/postgres";
import { report } from "./report";

const FIRST_TOKEN_MS = 150;
const RUNS = 9;
const SETTLED_MS = 1_000;

type Timing = { start: number; end: number };

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function repeat(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let run = 0; run < RUNS; run += 1) values.push(await measure());
  return median(values);
}

async function signIn(browser: Browser, app: App): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(60_000);
  // The runner keeps function names by a helper of its own, which functions sent into the page lack.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.goto(`${app.front.url}/sign-in`);
  await page.getByRole("button", { name: "Continue on this device" }).click();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  return page;
}

/** Starts a conversation in the browser and gives back its id. */
async function begin(page: Page, app: App, title: string): Promise<string> {
  await page.goto(`${app.front.url}/new`);
  await page.getByRole("textbox", { name: "Message" }).fill(title);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/c\//);
  await page.getByRole("button", { name: "Send" }).waitFor();
  return page.url().split("/").at(-1) ?? "";
}

/** Fills a conversation up to so many messages, by SQL. */
async function fill(url: string, conversation: string, messages: number): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql`
    insert into public.messages (owner, conversation, seq, role, content, token_count, token_family, status)
    select c.owner, c.id, c.next_seq + n - 1, case when n % 2 = 1 then 'user' else 'assistant' end,
      'Message ' || n || ': the tram leaves at ' || n || ' past, and the **harbour** is two stops away.', 24, 'gpt-oss', 'complete'
    from public.conversations c, generate_series(1, ${messages - 2}::int) n where c.id = ${conversation}`;
  await sql`
    update public.conversations set next_seq = next_seq + ${messages}, message_count = ${messages}
    where id = ${conversation}`;
  await sql.end();
}

const MANY = 10_000;

/** Ten thousand older conversations of whoever owns this one, by SQL and unannounced. */
async function fillList(url: string, conversation: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql`alter table public.conversations disable trigger user`;
  await sql`
    insert into public.conversations (owner, agent, title, max_tokens, memory_strategy, summary_threshold, updated_at)
    select c.owner, c.agent, 'Older talk number ' || n, c.max_tokens, c.memory_strategy, c.summary_threshold,
      c.updated_at - n * interval '1 hour'
    from public.conversations c, generate_series(1, ${MANY}::int) n where c.id = ${conversation}`;
  await sql`alter table public.conversations enable trigger user`;
  await sql.end();
}

/** Scrolls the list until its last page is there. */
async function loadList(page: Page): Promise<void> {
  const list = page.getByRole("navigation", { name: "Conversations" });
  await list.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        const more = () => {
          element.scrollTop = element.scrollHeight;
          // Only what is near the view is in the page, so the height tells how many there are.
          if (element.scrollHeight > 32 * 10_000 && !element.textContent.includes("Show more")) resolve();
          else requestAnimationFrame(more);
        };
        more();
      }),
  );
}

/** The longest pause between two frames while the whole list passes by in two seconds. */
function longestFrame(page: Page): Promise<number> {
  const list = page.getByRole("navigation", { name: "Conversations" });
  return list.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const height = element.scrollHeight;
        let last = start;
        let longest = 0;
        const step = (now: number) => {
          longest = Math.max(longest, now - last);
          last = now;
          element.scrollTop = height * (1 - (now - start) / 2_000);
          if (now - start < 2_000) requestAnimationFrame(step);
          else {
            element.scrollTop = 0;
            resolve(longest);
          }
        };
        requestAnimationFrame(step);
      }),
  );
}

/** Composer typable with an empty cache: from the start of the navigation until a key has had its effect. */
async function untilTypable(browser: Browser, signedIn: Page, app: App): Promise<number> {
  const context = await browser.newContext({ storageState: await signedIn.context().storageState() });
  const page = await context.newPage();
  // A new window loads parts of the browser's own; only the page is to be measured.
  await page.waitForTimeout(SETTLED_MS);
  const start = performance.now();
  await page.goto(`${app.front.url}/new`, { waitUntil: "commit" });
  const box = page.getByRole("textbox", { name: "Message" });
  await box.focus();
  await page.waitForFunction(() => {
    const element = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Message"]');
    return element !== null && Object.keys(element).some((key) => key.startsWith("__reactProps"));
  });
  const took = performance.now() - start;
  await context.close();
  return took;
}

/** From Enter to the first text of the reply, by the page's own clock. */
async function enterToFirstText(page: Page): Promise<number> {
  await page.getByRole("textbox", { name: "Message" }).fill("Say this: [[reply:It leaves at noon.]]");
  await page.evaluate(() => {
    const timing: Timing = { start: 0, end: 0 };
    Object.assign(window, { timing });
    const textOf = () => document.querySelectorAll('article[aria-label="Assistant said"] .prose');
    const before = textOf().length;
    addEventListener(
      "keydown",
      () => {
        timing.start = performance.now();
      },
      { capture: true, once: true },
    );
    new MutationObserver((_, observer) => {
      const all = textOf();
      if (all.length <= before || (all[all.length - 1]?.textContent ?? "").trim() === "") return;
      timing.end = performance.now();
      observer.disconnect();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => (window as unknown as { timing: Timing }).timing.end > 0);
  const { start, end } = await page.evaluate(() => (window as unknown as { timing: Timing }).timing);
  await page.getByRole("button", { name: "Send" }).waitFor();
  // What follows a reply (totals, the meter, a summary) belongs to that reply.
  await page.waitForTimeout(SETTLED_MS);
  return end - start;
}

/** From the click on a conversation's link to its own messages being in the page. */
function switchTo(page: Page, title: string): Promise<number> {
  const link = page.getByRole("navigation", { name: "Conversations" }).getByRole("link", { name: title });
  return link.evaluate(
    (element, words) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const look = () => {
          const heading = document.querySelector("h1")?.textContent ?? "";
          const said = document.querySelectorAll('[role="log"] article');
          if (heading.includes(words) && said.length > 1) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        (element as HTMLElement).click();
        look();
      }),
    title,
  );
}

const { server, reason } = await startPostgres();
if (!server) {
  console.log(`Not measured: filling conversations needs a PostgreSQL, and ${reason}.`);
  process.exit(0);
}
const databaseUrl = await server.createDatabase();
const model = await startFakeModel({ pace: { tokensPerSecond: 0, firstTokenMs: FIRST_TOKEN_MS } });
const app = await startApp({
  LOCAL_DATABASE_URL: databaseUrl,
  GROQ_API_KEY: "bench",
  GROQ_BASE_URL: model.url,
  TURNS_PER_MINUTE_USER: "100000",
  TURNS_PER_MINUTE_ADDRESS: "100000",
  TURNS_PER_MINUTE_GLOBAL: "100000",
});
const browser = await chromium.launch(LAUNCH);
try {
  const page = await signIn(browser, app);
  const typable = await repeat(() => untilTypable(browser, page, app));
  const sizes = [
    { title: "Twenty messages", messages: 20 },
    { title: "Two hundred messages", messages: 200 },
    { title: "A thousand messages", messages: 1_000 },
  ];
  for (const { title, messages } of sizes) await fill(databaseUrl, await begin(page, app, title), messages);
  await page.goto(`${app.front.url}/new`);
  for (const { title } of sizes) await switchTo(page, title);
  await switchTo(page, "Two hundred messages");
  const wait = await repeat(() => enterToFirstText(page));
  const switches = async (title: string) => {
    return repeat(async () => {
      await switchTo(page, "Two hundred messages");
      await page.waitForTimeout(SETTLED_MS);
      return switchTo(page, title);
    });
  };
  const short = await switches("Twenty messages");
  const long = await switches("A thousand messages");
  await fillList(databaseUrl, page.url().split("/").at(-1) ?? "");
  await page.reload();
  await loadList(page);
  const frame = await longestFrame(page);
  for (const { title } of sizes) await switchTo(page, title);
  const amongMany = await switches("Twenty messages");
  report("In the browser, milliseconds (median)", [
    { what: "composer typable, empty cache, warm server", measured: typable, goal: { atMost: 500 } },
    {
      what: "Enter to the first reply text, beyond the model's own wait",
      measured: wait - FIRST_TOKEN_MS,
      goal: { atMost: 40 },
      note: "in a conversation of 200 messages",
    },
    { what: "switch to 20 messages, visited", measured: short, goal: { atMost: 50 } },
    { what: "switch to 1,000 messages, visited", measured: long, goal: { atMost: 50 } },
    {
      what: "switch to 20 messages, visited, beside 10,000 conversations",
      measured: amongMany,
      goal: { atMost: 50 },
    },
    { what: "longest frame while 10,000 conversations scroll by", measured: frame },
  ]);
} finally {
  await browser.close();
  await app.stop();
  await model.close();
  server.stop();
}
