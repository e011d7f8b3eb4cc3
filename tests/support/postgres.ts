import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./app";

/** A throwaway PostgreSQL server that listens on loopback and lets everybody in. */
export type PostgresServer = {
  port: number;
  /** "15.10", say. */
  version: string;
  /** Creates an empty database and returns its URL. */
  createDatabase: () => Promise<string>;
  stop: () => void;
};

export type PostgresAttempt = { server: PostgresServer; reason: null } | { server: null; reason: string };

type Account = { uid: number; gid: number } | null;

/** Starts a server in a folder of its own, never as root; says why when the machine has none. */
export async function startPostgres(): Promise<PostgresAttempt> {
  const bin = findBinaries();
  if (bin === null)
    return { server: null, reason: "no PostgreSQL server is installed (initdb was not found)" };
  const account = unprivilegedAccount();
  if (account === "none")
    return { server: null, reason: "running as root, and there is no user to run it as" };
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-pg-"));
  if (account !== null) chownSync(folder, account.uid, account.gid);
  try {
    return { server: await start(bin, folder, account), reason: null };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { server: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

function findBinaries(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env["PATH"] ?? "").split(path.delimiter),
    ...versions.map((version) => path.join(debian, version, "bin")),
  ];
  return folders.find((folder) => folder !== "" && existsSync(path.join(folder, "initdb"))) ?? null;
}

/** Null when this process may run the server itself. */
function unprivilegedAccount(): Account | "none" {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const found = spawnSync("id", ["-u", name], { encoding: "utf8" });
    const group = spawnSync("id", ["-g", name], { encoding: "utf8" });
    if (found.status === 0 && group.status === 0)
      return { uid: Number(found.stdout), gid: Number(group.stdout) };
  }
  return "none";
}

async function start(bin: string, folder: string, account: Account): Promise<PostgresServer> {
  const data = path.join(folder, "data");
  const log = path.join(folder, "log");
  const port = await freePort();
  const run = (name: string, args: string[]): string => {
    const result = spawnSync(path.join(bin, name), args, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, TZ: "UTC" },
      // pg_ctl would otherwise wait for the server to close its output.
      stdio: name === "pg_ctl" ? "ignore" : "pipe",
      ...(account ?? {}),
    });
    if (result.status === 0) return result.stdout;
    const said = existsSync(log) ? readFileSync(log, "utf8") : result.stderr;
    throw new Error(`${name} failed: ${said.trim().split("\n").at(-1) ?? "no reason given"}`);
  };
  run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`;
  run("pg_ctl", ["-D", data, "-l", log, "-w", "-t", "60", "-o", settings, "start"]);
  const postmaster = Number(readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  const stop = stopOnce(postmaster, folder);
  process.once("exit", stop);
  return {
    port,
    version:
      execFileSync(path.join(bin, "postgres"), ["-V"], { encoding: "utf8" }).split(" ")[2]?.trim() ?? "",
    createDatabase: databaseMaker(port),
    stop,
  };
}

function databaseMaker(port: number): () => Promise<string> {
  let made = 0;
  return async () => {
    const { default: postgres } = await import("postgres");
    const sql = postgres(`postgres://postgres@127.0.0.1:${port}/postgres`, { max: 1 });
    made += 1;
    const name = `test_${made}`;
    try {
      await sql.unsafe(`create database ${name}`);
    } finally {
      await sql.end();
    }
    return `postgres://postgres@127.0.0.1:${port}/${name}`;
  };
}

/** SIGQUIT ends the server without the pleasantries; nobody wants its data. */
function stopOnce(postmaster: number, folder: string): () => void {
  let stopped = false;
  return () => {
    if (stopped) return;
    stopped = true;
    try {
      process.kill(postmaster, "SIGQUIT");
    } catch {
      // It has ended by itself.
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}
