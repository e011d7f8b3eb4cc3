import "./lib/node-version.mjs";
import { runBundled } from "./lib/run-bundled.mjs";

await runBundled("backup");
