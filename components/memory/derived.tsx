"use client";

import type { DeletionReceipt } from "@/types/memory";
import type { DerivedChoice } from "./use-derived";
import { memoriesWords } from "./memory-words";

/** What was derived from what is about to be deleted: all of it goes, save what is unticked. */
export function Derived({ preview, keep, onKeep }: DerivedChoice) {
  if (preview === null) {
    return (
      <p role="status" className="late mt-2 text-sm text-ink-3">
        Looking for what was taken from it.
      </p>
    );
  }
  if (preview === "unknown") {
    return (
      <p className="mt-2 text-sm text-ink-2">
        What was taken from it could not be listed. It goes, too, all of it.
      </p>
    );
  }
  const { memories, reworded, counts } = preview;
  const facts = factsWords(counts);
  return (
    <div className="num mt-3 text-sm">
      {memories.length > 0 && (
        <fieldset>
          <legend className="text-ink-2">
            {memoriesWords(memories.length)} that {memories.length === 1 ? "was" : "were"} taken from it go
            along. Untick what is to stay, as written by hand and without a source.
          </legend>
          <ul className="scroll-thin mt-1.5 max-h-52 overflow-y-auto border-y border-line">
            {memories.map(({ id, content }) => (
              <li key={id} className="border-b border-line last:border-0">
                <label className="flex items-start gap-2.5 px-1 py-1.5 max-sm:py-2.5">
                  <input
                    type="checkbox"
                    checked={!keep.includes(id)}
                    onChange={(event) => onKeep(id, !event.target.checked)}
                    className="mt-0.5 size-4 shrink-0 accent-accent"
                  />
                  <span className="min-w-0 [overflow-wrap:anywhere]">{content}</span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {reworded.length > 0 && (
        <p className="mt-2 text-ink-2">
          {memoriesWords(reworded.length)} {reworded.length === 1 ? "stays" : "stay"}, in the words of another
          source.
        </p>
      )}
      {facts !== "" && <p className="mt-2 text-ink-2">{facts}</p>}
    </div>
  );
}

/** "5 facts and 12 summary lines go along." */
function factsWords({ facts, summaryLines }: DeletionReceipt["counts"]): string {
  const parts = [
    ...(facts > 0 ? [facts === 1 ? "1 fact" : `${facts.toLocaleString("en")} facts`] : []),
    ...(summaryLines > 0
      ? [summaryLines === 1 ? "1 summary line" : `${summaryLines.toLocaleString("en")} summary lines`]
      : []),
  ];
  if (parts.length === 0) return "";
  return `${parts.join(" and ")} ${facts + summaryLines === 1 ? "goes" : "go"} along.`;
}
