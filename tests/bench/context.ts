import { buildTimes } from "./context/build-times";
import { forecasts } from "./context/forecast";
import { prefixes } from "./context/prefixes";
import { report } from "./report";

async function main(): Promise<void> {
  report("200 turns under 8,000 tokens: what each call repeats of the one before", await prefixes());
  report("Building a context of 8,000 tokens", await buildTimes());
  report("The forecast of the next call, over HTTP", await forecasts());
}

void main();
