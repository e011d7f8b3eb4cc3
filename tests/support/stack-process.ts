import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { freePort } from "./app";
import { clientsFor, ROOT, type Clients, type Secrets } from "./stack";

export type StackProcess = Clients & {
  process: ChildProcess;
  /** Lines on standard error, parsed. */
  lines: () => { level: string; msg: string }[];
  /** Ends it as a crash would and waits until it is gone. */
  kill: () => Promise<void>;
  /** Asks it to end; resolves with its status. */
  stop: () => Promise<number | null>;
};

export type Ended = { status: number | null; lines: { level: string; msg: string }[]; stdout: string };

const leftovers: (() => void)[] = [];

/** One listener for all: Node warns of the eleventh. */
function atExit(clear: () => void): void {
  if (leftovers.length === 0) process.once("exit", () => leftovers.forEach((each) => each()));
  leftovers.push(clear);
}

/** The programs of supabase/local as `npm start` bundles them, in a folder that goes with the test process. */
export async function bundleStack(): Promise<string> {
  // Inside the checkout: the bundles look for its files and packages above them.
  const folder = mkdtempSync(path.join(ROOT, ".build-stack-test-"));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["main", "backup-main", "restore-main"].map((name) => `supabase/local/${name}.ts`),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  return folder;
}

/** A data directory that goes with the test process. */
export function temporaryDirectory(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-data-"));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type ProcessOptions = {
  bundle: string;
  directory: string;
  secrets: Secrets;
  port?: number;
  env?: Record<string, string>;
};

/** Starts the bundled stack and waits for its READY line; rejects with its last sentence when it ends before. */
export async function startStackProcess(options: ProcessOptions): Promise<StackProcess> {
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [path.join(options.bundle, "main.mjs")], {
    cwd: ROOT,
    env: { ...process.env, ...environmentOf(options, port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  atExit(() => child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", () => stdout.includes("READY ") && resolve());
    void closed.then((status) => {
      const ended: Ended = { status, lines: parsed(stderr), stdout };
      reject(new Error(ended.lines.at(-1)?.msg ?? `ended with status ${String(status)}`, { cause: ended }));
    });
  });
  return {
    ...clientsFor(`http://127.0.0.1:${port}`, options.secrets),
    process: child,
    lines: () => parsed(stderr),
    kill: async () => {
      child.kill("SIGKILL");
      await closed;
    },
    stop: () => {
      child.kill("SIGTERM");
      return closed;
    },
  };
}

function environmentOf(options: ProcessOptions, port: number): Record<string, string> {
  return {
    SUPABASE_LOCAL_PORT: String(port),
    THROUGHLINE_DATA_DIR: options.directory,
    LOCAL_DATABASE_URL: "",
    THROUGHLINE_ORIGINS: "",
    THROUGHLINE_GUESTS: "",
    SIGN_UPS_PER_HOUR: "1000000",
    HOST: "127.0.0.1",
    ...options.secrets,
    ...options.env,
  };
}

function parsed(stderr: string): { level: string; msg: string }[] {
  const lines = stderr.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as { level: string; msg: string });
}

/** What the data directory's lock says. */
export function lockOf(directory: string): { pid: number; port: number } {
  return JSON.parse(readFileSync(path.join(directory, "stack.lock"), "utf8")) as {
    pid: number;
    port: number;
  };
}
