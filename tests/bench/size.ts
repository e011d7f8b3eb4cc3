import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { freePort, startApp } from "../support/app";
import { LAUNCH } from "../support/chromium";
import { report } from "./report";

const ROOT = path.resolve(import.meta.dirname, "../..");
const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");

/** Addresses of the scripts that a page's own HTML asks for; those for browsers without modules are left out. */
function scriptsOf(html: string): string[] {
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  const sources = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1]);
  return [...new Set(sources.filter((source) => source !== undefined))];
}

async function gzipped(base: string, sources: string[]): Promise<number> {
  let bytes = 0;
  for (const source of sources) {
    const answer = await fetch(new URL(source, base));
    bytes += gzipSync(Buffer.from(await answer.arrayBuffer()), { level: 9 }).length;
  }
  return bytes;
}

function run(args: string[], cwd: string, stdio: "ignore" | "inherit" = "ignore"): ChildProcess {
  return spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio,
  });
}

/** An application with one page that says hello, built and served by the same Next. */
async function emptyApp(): Promise<number> {
  const folder = path.join(ROOT, ".build/bench-empty");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "app"), { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "empty", private: true }));
  cpSync(path.join(ROOT, "tsconfig.json"), path.join(folder, "tsconfig.json"));
  writeFileSync(
    path.join(folder, "next.config.js"),
    `module.exports = { turbopack: { root: ${JSON.stringify(ROOT)} }, typescript: { ignoreBuildErrors: true } };`,
  );
  writeFileSync(
    path.join(folder, "app/layout.jsx"),
    "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }",
  );
  writeFileSync(path.join(folder, "app/page.jsx"), "export default function Page() { return <p>Hello</p>; }");
  // Without files of its own, Turbopack takes this project's from the root above. Neither reaches a browser.
  writeFileSync(path.join(folder, "instrumentation.js"), "export function register() {}");
  writeFileSync(
    path.join(folder, "proxy.js"),
    "export function proxy() {}\nexport const config = { matcher: [] };",
  );
  const exit = await new Promise((resolve) => run([NEXT, "build"], folder, "inherit").on("exit", resolve));
  if (exit !== 0) throw new Error(`the empty app does not build: next build ended with ${String(exit)}`);
  const port = await freePort();
  const server = run([NEXT, "start", "-p", String(port)], folder);
  const url = `http://127.0.0.1:${port}`;
  try {
    for (;;) {
      const answer = await fetch(url).catch(() => null);
      if (answer?.ok) return await gzipped(url, scriptsOf(await answer.text()));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    server.kill();
  }
}

/** Gzip size of every chunk of the build whose text holds one of the marks. */
function lazyChunks(marks: RegExp): number {
  const folder = path.join(ROOT, ".next/static/chunks");
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js")) continue;
    const content = readFileSync(path.join(folder, name));
    if (marks.test(content.toString())) bytes += gzipSync(content, { level: 9 }).length;
  }
  return bytes;
}

type Sizes = { initial: number; later: number };

/** What the page of a conversation loads: the scripts its HTML names, and those that follow by themselves. */
async function chatPage(): Promise<Sizes> {
  const app = await startApp();
  const browser = await chromium.launch(LAUNCH);
  try {
    const page = await browser.newPage();
    await page.goto(`${app.front.url}/sign-in`);
    await page.getByRole("button", { name: "Continue on this device" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Hello");
    await page.getByRole("button", { name: "Send" }).click();
    await page.waitForURL(/\/c\//);
    const html = await (await page.context().request.get(page.url())).text();
    const initial = scriptsOf(html).map((source) => new URL(source, app.front.url).pathname);
    const loaded = new Set<string>();
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") loaded.add(new URL(response.url()).pathname);
    });
    await page.reload();
    await page.locator('article[aria-label="Assistant said"] .prose p').first().waitFor();
    await page.waitForLoadState("networkidle");
    const later = [...loaded].filter((source) => !initial.includes(source));
    return { initial: await gzipped(app.front.url, initial), later: await gzipped(app.front.url, later) };
  } finally {
    await browser.close();
    await app.stop();
  }
}

const empty = await emptyApp();
const chat = await chatPage();
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
report("Size of scripts, gzip", [
  {
    what: "chat page's initial HTML, beside an empty Next app",
    measured: chat.initial / empty,
    goal: { atMost: 1.6 },
    note: `${kb(chat.initial)} beside ${kb(empty)}`,
  },
  {
    what: "markdown, after the first paint, kB",
    measured: lazyChunks(/data-streamdown/) / 1000,
    goal: { atMost: 150 },
  },
  { what: "all that a page with a plain reply loads after the first paint, kB", measured: chat.later / 1000 },
  { what: "math, only where a message has some, kB", measured: lazyChunks(/katex-mathml/) / 1000 },
  {
    what: "code highlighting's core, only where a message has code, kB",
    measured: lazyChunks(/codeToTokens/) / 1000,
  },
]);
