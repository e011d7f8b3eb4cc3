import type { RecallFound, RecallReader, RecallRequest } from "@/lib/ports/recall-reader";
import { nothingFound } from "@/tests/support/recall";

/** Finds what a test says, and remembers what was asked for. */
export class ScriptedRecall implements RecallReader {
  readonly asked: RecallRequest[] = [];
  found: () => Promise<RecallFound> = () => Promise.resolve(nothingFound());

  find(request: RecallRequest): Promise<RecallFound> {
    this.asked.push(request);
    return this.found();
  }
}
