import { randomUUID } from "node:crypto";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { processIdentity } from "./process-identity";
import { StackProblem } from "./stack-problem";

type Holder = { pid: number; identity: string; host: string; port: number | null; purpose: string };

export type DirectoryLock = { release: () => void };

const BEAT_MS = 5_000;
/** A holder on another machine or in another container cannot be asked; its file goes stale after this. */
const SILENCE_MS = 30_000;

/**
 * Takes the data directory for this process, creating it with mode 700. A dead holder is replaced; a live one is named
 * in the refusal. `purpose` says what this process does with it ("Throughline", "A backup").
 */
export function lockDirectory(
  directory: string,
  own: { port: number | null; purpose: string },
): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const file = path.join(directory, "stack.lock");
  const claim = `${file}.${randomUUID()}`;
  const holder: Holder = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? "",
    host: hostname(),
    ...own,
  };
  writeFileSync(claim, JSON.stringify(holder), { mode: 0o600 });
  try {
    while (!linked(claim, file)) removeDead(file, directory);
  } finally {
    rmSync(claim, { force: true });
  }
  return keep(file, JSON.stringify(holder));
}

/** A link is made whole or not at all, so that nobody reads half a lock. */
function linked(claim: string, file: string): boolean {
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function removeDead(file: string, directory: string): void {
  const seen = read(file);
  if (seen !== null && isLive(seen, file)) throw refusal(seen, directory);
  // Of two that find the same dead lock, one renames it. Should it have been a fresh one by then, it is put back.
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved !== null && isLive(moved, aside)) linked(aside, file);
  rmSync(aside, { force: true });
}

function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return null;
  }
}

function isLive(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) {
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - changed < SILENCE_MS;
  }
  const identity = processIdentity(holder.pid);
  return identity !== null && (identity === "" || identity === holder.identity);
}

function refusal(holder: Holder, directory: string): StackProblem {
  const where = holder.host === hostname() ? "" : ` on ${holder.host}`;
  const port = holder.port === null ? "" : `, port ${holder.port}`;
  return new StackProblem(
    `${directory} is in use by process ${holder.pid}${where}${port} (${holder.purpose}). ` +
      "Stop that one first, or name another folder in THROUGHLINE_DATA_DIR.",
  );
}

function keep(file: string, content: string): DirectoryLock {
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // The folder was taken away; the database will say so.
    }
  }, BEAT_MS);
  beat.unref();
  return {
    release: () => {
      clearInterval(beat);
      // After a folder was copied or replaced the lock in it may be somebody else's.
      if (JSON.stringify(read(file)) === content) rmSync(file, { force: true });
    },
  };
}
