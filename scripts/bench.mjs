import "./lib/node-version.mjs";
import { spawn } from "node:child_process";
import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { run } from "./lib/fail.mjs";
import { ROOT } from "./lib/paths.mjs";
import { systemParts } from "./lib/system-parts.mjs";

const BENCHES = ["tokens", "context", "summaries", "search", "recall", "memory", "relay", "size", "browser"];

await run(async () => {
  await ensureDependencies();
  const { chromium } = await systemParts();
  await ensureBuild();
  let failed = 0;
  for (const bench of BENCHES) {
    console.log(`\n# ${bench}`);
    const child = spawn("npm", ["run", "--silent", `bench:${bench}`], {
      cwd: ROOT,
      env: { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
      stdio: "inherit",
    });
    const status = await new Promise((resolve) => child.on("exit", resolve));
    if (status !== 0) failed += 1;
  }
  process.exit(failed);
});
