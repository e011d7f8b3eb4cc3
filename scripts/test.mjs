import "./lib/node-version.mjs";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { run } from "./lib/fail.mjs";
import { BUILD_DIR } from "./lib/paths.mjs";
import { runQuietly } from "./lib/progress.mjs";
import { systemParts } from "./lib/system-parts.mjs";

const REPORTS = path.join(BUILD_DIR, "reports");
const full = process.argv.includes("--full");
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice(7)
  .split(",");

/** Each step is a program; `report` is where it leaves its counts, absent for a plain pass or fail. */
const GROUPS = [
  [
    { name: "format", command: ["prettier", "--check", "."] },
    { name: "layers", npm: "layers" },
    { name: "dead", npm: "dead" },
    { name: "types", npm: "types" },
    { name: "lint", npm: "lint" },
  ],
  [vitest("unit", ["unit", "dom"])],
  [vitest("integration", ["integration"])],
  [{ name: "browser", command: ["playwright", "test"], report: playwrightCounts }],
  [vitest("faults", ["faults"])],
];

function vitest(name, projects) {
  const file = path.join(REPORTS, `${name}.json`);
  const flags = projects.flatMap((project) => ["--project", project]);
  return {
    name,
    command: [
      "vitest",
      "run",
      ...flags,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    report: () => vitestCounts(file),
  };
}

function vitestCounts(file) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const brokenSuites = report.testResults.filter(
    (suite) => suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: tests.filter((test) => test.status === "passed").length,
    failed: tests.filter((test) => test.status === "failed").length + brokenSuites.length,
    skipped: tests.filter((test) => test.status !== "passed" && test.status !== "failed").length,
  };
}

function playwrightCounts() {
  const { stats, errors } = JSON.parse(readFileSync(path.join(REPORTS, "browser.json"), "utf8"));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

async function runStep(step, env) {
  const start = Date.now();
  const [command, args] = step.npm
    ? ["npm", ["run", "--silent", step.npm]]
    : ["npx", ["--no-install", ...step.command]];
  const outcome = await runQuietly(command, args, { env, shell: process.platform === "win32" });
  let counts = { passed: outcome.status === 0 ? 1 : 0, failed: outcome.status === 0 ? 0 : 1, skipped: 0 };
  if (step.report) {
    try {
      counts = step.report();
    } catch {
      counts = { passed: 0, failed: 1, skipped: 0 };
    }
    if (outcome.status !== 0 && counts.failed === 0) counts.failed = 1;
  }
  const seconds = Math.round((Date.now() - start) / 1000);
  const verdict = counts.failed > 0 ? "FAILED" : "ok";
  console.log(
    `${verdict.padEnd(7)}${step.name.padEnd(12)} ${counts.passed} passed, ${counts.failed} failed, ` +
      `${counts.skipped} skipped, ${seconds} s`,
  );
  if (counts.failed > 0) console.log(outcome.output.trimEnd());
  return counts;
}

/** Two at a time: the checks wait on one core each. */
async function runGroup(steps, env) {
  const queue = [...steps];
  const results = [];
  const worker = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) results.push(await runStep(step, env));
  };
  await Promise.all([worker(), worker()]);
  return results;
}

await run(async () => {
  await ensureDependencies();
  const parts = await systemParts();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  await ensureBuild();
  const env = {
    ...process.env,
    ...(full ? { THROUGHLINE_TEST_FULL: "1" } : {}),
    ...(parts.chromium ? { CHROMIUM_PATH: parts.chromium } : {}),
    NEXT_TELEMETRY_DISABLED: "1",
    FORCE_COLOR: "0",
  };
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const group of GROUPS) {
    const steps = group.filter((step) => !only || only.includes(step.name));
    for (const counts of await runGroup(steps, env)) {
      for (const key of Object.keys(total)) total[key] += counts[key];
    }
  }
  if (full && !process.env.EMBEDDING_MODEL_DIR) {
    parts.skips.push("EMBEDDING_MODEL_DIR is unset, so no real embedding model was installed and tried.");
  }
  for (const reason of parts.skips) console.log(`Skipped: ${reason}`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
});
