import "./lib/node-version.mjs";
import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { run } from "./lib/fail.mjs";

await run(async () => {
  await ensureDependencies();
  await ensureBuild();
  console.log("The build is up to date.");
});
