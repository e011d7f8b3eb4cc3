import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../../../lib/adapters/tokens/", import.meta.url));

it("runs the worker on the same code as the counter (after a change: npx vitest run tests/unit/adapters/tokens/worker-source.test.ts -u)", async () => {
  const { outputFiles } = await build({
    entryPoints: [`${folder}count-worker.ts`],
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
  });
  const source = outputFiles.map((file) => file.text).join("");
  const file = `${folder}worker-source.ts`;
  const text =
    "/** `count-worker.ts` and what it needs, as one script; written by worker-source.test.ts, never by hand. */\n" +
    `export const workerSource =\n  ${JSON.stringify(source)};\n`;
  const config = await resolveConfig(file);
  await expect(await format(text, { ...config, filepath: file })).toMatchFileSnapshot(file);
});
