import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../support/api";
import { atExit } from "../support/at-exit";
import {
  freePort,
  hermeticEnvironment,
  startStackProcess,
  temporaryFolder,
  type Environment,
} from "../support/app";

const ROOT = path.resolve(import.meta.dirname, "../..");

type Start = { process: ChildProcess; output(): string; ended: Promise<number | null>; url: string };

async function settings(): Promise<Environment> {
  return {
    ...hermeticEnvironment(),
    PORT: String(await freePort()),
    SUPABASE_LOCAL_PORT: String(await freePort()),
    THROUGHLINE_DATA_DIR: path.join(temporaryFolder(), "data"),
  };
}

/** Runs what `npm start` runs. */
function start(env: Environment): Start {
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      NODE_ENV: "production",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const take = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ended = new Promise<number | null>((resolve) => child.once("close", (status) => resolve(status)));
  void ended.then(atExit(() => child.kill("SIGKILL")));
  return { process: child, output: () => text, ended, url: `http://127.0.0.1:${env["PORT"] ?? ""}` };
}

function ready(started: Start): Promise<true> {
  return eventually(
    `the start; so far it said:\n${started.output()}`,
    () => {
      if (started.process.exitCode !== null) throw new Error(`It ended:\n${started.output()}`);
      return Promise.resolve(
        started.output().includes("Throughline is ready: http://localhost:") && (true as const),
      );
    },
    120_000,
  );
}

/** Pids of running processes whose environment names this data folder. */
function processesOf(dataDir: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`THROUGHLINE_DATA_DIR=${dataDir}`);
    } catch {
      return false;
    }
  });
}

const gone = (dataDir: string) => async () => Promise.resolve(processesOf(dataDir).length === 0);

describe.skipIf(process.platform !== "linux")("npm start", () => {
  it("prints the address when all is healthy, and SIGTERM leaves no process behind", async () => {
    const env = await settings();
    const started = start(env);
    await ready(started);
    const health = await fetch(`${started.url}/api/health`);
    expect(await health.json()).toMatchObject({ status: "ok" });
    expect(statSync(env["THROUGHLINE_DATA_DIR"] ?? "").mode & 0o777).toBe(0o700);
    started.process.kill("SIGTERM");
    expect(await started.ended).toBe(0);
    expect(processesOf(env["THROUGHLINE_DATA_DIR"] ?? "")).toEqual([]);
  });

  it("after a SIGKILL its children end by themselves and the next start takes over", async () => {
    const env = await settings();
    const first = start(env);
    await ready(first);
    first.process.kill("SIGKILL");
    await first.ended;
    await eventually("the children to end", gone(env["THROUGHLINE_DATA_DIR"] ?? ""));
    const second = start(env);
    await ready(second);
    second.process.kill("SIGINT");
    expect(await second.ended).toBe(0);
  });

  it("refuses a data folder that a live process holds, and names that process", async () => {
    const env = await settings();
    const first = start(env);
    await ready(first);
    const second = start({
      ...env,
      PORT: String(await freePort()),
      SUPABASE_LOCAL_PORT: String(await freePort()),
    });
    expect(await second.ended).toBe(1);
    const holder = processesOf(env["THROUGHLINE_DATA_DIR"] ?? "");
    const named = /\b(?:process|pid)\D{0,12}(\d+)/i.exec(second.output())?.[1];
    expect(holder).toContain(named);
    expect((await fetch(`${first.url}/api/health`)).ok).toBe(true);
    first.process.kill("SIGTERM");
    expect(await first.ended).toBe(0);
  });

  it("runs two copies side by side, each with its own cookie", async () => {
    const [left, right] = [await settings(), await settings()];
    const secrets = hermeticEnvironment();
    const one = start({ ...left, THROUGHLINE_INSTANCE: secrets["THROUGHLINE_INSTANCE"] ?? "" });
    await ready(one);
    const two = start({ ...right, THROUGHLINE_INSTANCE: secrets["THROUGHLINE_INSTANCE"] ?? "" });
    await ready(two);
    const cookieOf = async (started: Start) => {
      const html = await (await fetch(`${started.url}/sign-in`)).text();
      return /throughline-[a-z0-9-]+/i.exec(html)?.[0];
    };
    const names = [await cookieOf(one), await cookieOf(two)];
    expect(names[0]).toBeDefined();
    expect(names[0]).not.toBe(names[1]);
    for (const started of [one, two]) {
      started.process.kill("SIGTERM");
      expect(await started.ended).toBe(0);
    }
  });

  it("starts no database of its own where a Supabase is named, with the same build", async () => {
    const env = await settings();
    const stack = await startStackProcess(env, Number(env["PORT"]), Number(env["SUPABASE_LOCAL_PORT"]));
    const dataDir = path.join(temporaryFolder(), "data");
    const hosted = start({ ...env, NEXT_PUBLIC_SUPABASE_URL: stack.url, THROUGHLINE_DATA_DIR: dataDir });
    await ready(hosted);
    const running = processesOf(dataDir).map((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8"));
    expect(running.filter((line) => line.includes("front.mjs"))).toHaveLength(1);
    expect(running.filter((line) => line.includes("stack.mjs"))).toEqual([]);
    const page = await (await fetch(`${hosted.url}/sign-in`)).text();
    expect(page).toContain(stack.url);
    hosted.process.kill("SIGTERM");
    expect(await hosted.ended).toBe(0);
    await stack.stop();
  });

  it("refuses a taken port in one sentence", async () => {
    const env = await settings();
    const first = start(env);
    await ready(first);
    const second = start({ ...env, THROUGHLINE_DATA_DIR: path.join(temporaryFolder(), "data") });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(
      /^Port \d+ is taken by another program\. Stop it, or start with another: PORT=\d+ npm start$/m,
    );
    first.process.kill("SIGTERM");
    expect(await first.ended).toBe(0);
  });
});
