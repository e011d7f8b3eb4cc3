import { buildTimes } from "./context/build-times";
import { prefixes } from "./context/prefixes";
import { report } from "./report";

async function main(): Promise<void> {
  report("200 turns under 8,000 tokens: what each call repeats of the one before", await prefixes());
  report("Building a context of 8,000 tokens", await buildTimes());
}

void main();
