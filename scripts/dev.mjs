import "./lib/node-version.mjs";
import { mkdirSync } from "node:fs";
import { bundle } from "./lib/build.mjs";
import { run } from "./lib/fail.mjs";
import { launch, prepare } from "./lib/launch.mjs";
import { BUILD_DIR } from "./lib/paths.mjs";

await run(async () => {
  const config = await prepare();
  mkdirSync(BUILD_DIR, { recursive: true });
  await bundle();
  await launch(config, { dev: true });
});
