import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { bundle } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { effectiveEnv } from "./env-file.mjs";
import { run, SetupProblem } from "./fail.mjs";
import { BUILD_DIR, dataDir, ROOT } from "./paths.mjs";

/** Bundles and runs one of the maintenance programs with the settings of this checkout; its status becomes ours. */
export function runBundled(name) {
  return run(async () => {
    const env = effectiveEnv();
    if (env.NEXT_PUBLIC_SUPABASE_URL) {
      throw new SetupProblem(
        `\`npm run ${name}\` is for the embedded database. For a hosted project use its own tools; see docs/deploy.md.`,
      );
    }
    await ensureDependencies();
    mkdirSync(BUILD_DIR, { recursive: true });
    await bundle();
    const child = spawn(process.execPath, [path.join(BUILD_DIR, `${name}.mjs`), ...process.argv.slice(2)], {
      cwd: ROOT,
      env: { ...env, THROUGHLINE_DATA_DIR: dataDir(env), LITE_TELEMETRY: "0" },
      stdio: "inherit",
    });
    const status = await new Promise((resolve) => child.on("exit", resolve));
    process.exit(status ?? 1);
  });
}
