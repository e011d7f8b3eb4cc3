import "./lib/node-version.mjs";
import { spawn } from "node:child_process";
import path from "node:path";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { run } from "./lib/fail.mjs";
import { ROOT } from "./lib/paths.mjs";

await run(async () => {
  await ensureDependencies();
  const entry = path.join(ROOT, "tests/support/fake-model/main.ts");
  const args = ["--import", "tsx", entry, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (status) => process.exit(status ?? 0));
});
