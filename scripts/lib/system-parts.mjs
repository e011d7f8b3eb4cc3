import { existsSync, readdirSync } from "node:fs";
import { SetupProblem } from "./fail.mjs";
import { runQuietly, step } from "./progress.mjs";

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function chromiumPath() {
  return [process.env.CHROMIUM_PATH, ...CHROMIUMS].find((file) => file && existsSync(file)) ?? null;
}

function hasPostgres() {
  if (process.env.PATH.split(":").some((folder) => existsSync(`${folder}/initdb`))) return true;
  const root = "/usr/lib/postgresql";
  return existsSync(root) && readdirSync(root).some((version) => existsSync(`${root}/${version}/bin/initdb`));
}

function hasPgtap() {
  const root = "/usr/share/postgresql";
  if (!existsSync(root)) return false;
  return readdirSync(root).some((version) => existsSync(`${root}/${version}/extension/pgtap.control`));
}

async function aptInstall(packages) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("apt-get", ["update"], { env });
  const { status } = await runQuietly("apt-get", ["install", "-y", "--no-install-recommends", ...packages], {
    env,
  });
  return status === 0;
}

/** The newest PostgreSQL on offer together with its pgTAP, by Debian's names. */
async function postgresPackages() {
  const { output } = await runQuietly("apt-cache", ["search", "--names-only", "^postgresql-[0-9]+-pgtap$"]);
  const versions = [...output.matchAll(/postgresql-(\d+)-pgtap/g)].map((match) => Number(match[1]));
  const version = Math.max(...versions.filter((candidate) => candidate <= 17));
  return Number.isFinite(version) ? [`postgresql-${version}`, `postgresql-${version}-pgtap`] : ["postgresql"];
}

/**
 * The browser and the database server that the tests use, installed from Debian where that is possible. A browser must
 * be had; without PostgreSQL its tests are skipped with the reason, unless CI is set.
 */
export async function systemParts() {
  const skips = [];
  if (!chromiumPath()) {
    await step("Installing Chromium for the browser tests", async () => {
      if (!(await aptInstall(["chromium", "fonts-liberation"]))) {
        await runQuietly("npx", ["--no-install", "playwright", "install", "chromium"]);
      }
    });
  }
  if (!hasPostgres() || !hasPgtap()) {
    await step("Installing PostgreSQL for the database tests", async () => {
      await aptInstall(["postgresql-common"]);
      await aptInstall(await postgresPackages());
    });
  }
  if (!hasPostgres()) {
    const reason = "no PostgreSQL server could be installed here; its tests ran on PGlite alone.";
    if (process.env.CI) throw new SetupProblem(`In CI a missing PostgreSQL is a failure: ${reason}`);
    skips.push(reason);
  }
  return { chromium: chromiumPath(), skips };
}
