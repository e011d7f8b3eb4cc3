import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells a process from a later one with the same number: the boot and the tick it began at (Linux), the second
 * it began at (other systems with ps), nothing (Windows). Null when no such process runs.
 */
export function processIdentity(pid: number): string | null {
  if (!isRunning(pid)) return null;
  return process.platform === "linux" ? linuxIdentity(pid) : posixIdentity(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function linuxIdentity(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the program's name in brackets and may hold anything; the start is the 22nd.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return null;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}:${fields[19] ?? ""}`;
  } catch {
    return isRunning(pid) ? "" : null;
  }
}

function posixIdentity(pid: number): string {
  if (process.platform === "win32") return "";
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
