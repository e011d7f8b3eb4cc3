import process from "node:process";
import { tryModel, UnfitModel } from "./try-model";

// Bundled for `npm run embeddings`, which hands over what is to be tried as JSON and reads the answer from the last line.

const { shortName, ...choice } = JSON.parse(process.argv[2] ?? "{}") as Parameters<typeof tryModel>[0] & {
  shortName: string;
};

try {
  const tried = await tryModel(choice, shortName);
  process.stdout.write(`${JSON.stringify({ ok: true, ...tried })}\n`);
  process.exit(0);
} catch (error) {
  const reason = error instanceof UnfitModel ? error.message : String(error);
  process.stdout.write(`${JSON.stringify({ ok: false, reason })}\n`);
  process.exit(1);
}
