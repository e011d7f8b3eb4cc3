import "./lib/node-version.mjs";
import { run } from "./lib/fail.mjs";
import { findings } from "./lib/findings.mjs";

const MARK = { ok: "ok  ", note: "note", bad: "BAD " };

await run(async () => {
  let bad = 0;
  for (const { level, text, fix } of await findings()) {
    console.log(`${MARK[level]}  ${text}`);
    if (fix) console.log(`      ${fix}`);
    if (level === "bad") bad += 1;
  }
  console.log(
    bad === 0 ? "\nNothing is wrong." : `\n${bad} ${bad === 1 ? "thing needs" : "things need"} mending.`,
  );
  process.exit(bad === 0 ? 0 : 1);
});
