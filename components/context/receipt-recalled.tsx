import type { ReceiptAnswer } from "@/types/api";
import type { Receipt, RecalledEntry } from "@/types/receipt";
import type { RecalledSource as Source } from "@/types/recall";
import { RecalledSource } from "./recalled-source";
import { recallWords, scoreWords } from "./recalled-words";
import { SectionHeading } from "./section-heading";
import { tokenFigure } from "./token-figure";

/** What was recalled for the reply, each with the way to where it was said, and how it was searched for. */
export function ReceiptRecalled({ answer, receipt }: { answer: ReceiptAnswer; receipt: Receipt }) {
  const { recalled, recall } = receipt;
  if (recalled.length === 0 && recall === undefined) return null;
  const sources = new Map<string, Source>(answer.recalled?.map((source) => [source.id, source]));
  return (
    <>
      <SectionHeading title="Recalled for this reply" />
      {recall && <p className="num text-xs leading-[18px] text-ink-3">{recallWords(recall)}</p>}
      {recalled.length === 0 && <p className="text-sm text-ink-2">Nothing.</p>}
      <ul>
        {recalled.map((entry) => (
          <li
            key={entry.id}
            className="border-t border-line py-[7px] text-sm leading-[19px] first:border-t-0"
          >
            <Entry entry={entry} source={sources.get(entry.id) ?? null} />
          </li>
        ))}
      </ul>
    </>
  );
}

const NO_PARTS = { lexical: 0, vector: 0, neighbours: 0, prior: 0 };

function Entry({ entry, source }: { entry: RecalledEntry; source: Source | null }) {
  const { kind, seq, score, tokens, parts = NO_PARTS, why = "relevant" } = entry;
  return (
    <>
      <div className="flex gap-2.5">
        <p className="line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere]">
          {source?.preview ??
            (kind === "memory" ? "A memory that is gone" : `Message ${seq ?? ""}, gone since`)}
        </p>
        <span className="num text-ink-3">{tokenFigure(tokens)}</span>
      </div>
      {source && (
        <p>
          <RecalledSource of={source} />
        </p>
      )}
      <p className="num text-xs leading-[18px] text-ink-3">{scoreWords({ score, parts, why })}</p>
    </>
  );
}
