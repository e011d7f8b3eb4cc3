import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../../../lib/adapters/embeddings/", import.meta.url));

it("runs the worker on the code that is here (after a change: npx vitest run tests/unit/adapters/embeddings/embed-worker-source.test.ts -u)", async () => {
  const { outputFiles } = await build({
    entryPoints: [`${folder}embed-worker.ts`],
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
  });
  const source = outputFiles.map((file) => file.text).join("");
  const file = `${folder}embed-worker-source.ts`;
  const text =
    "/** `embed-worker.ts` as a script; written by embed-worker-source.test.ts, never by hand. */\n" +
    `export const embedWorkerSource =\n  ${JSON.stringify(source)};\n`;
  const config = await resolveConfig(file);
  await expect(await format(text, { ...config, filepath: file })).toMatchFileSnapshot(file);
});
