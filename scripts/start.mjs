import "./lib/node-version.mjs";
import { ensureBuild } from "./lib/build.mjs";
import { run } from "./lib/fail.mjs";
import { launch, prepare } from "./lib/launch.mjs";

await run(async () => {
  const config = await prepare();
  await ensureBuild();
  await launch(config, { dev: false });
});
