import type { ReceiptAnswer } from "@/types/api";
import type { Receipt } from "@/types/receipt";
import { Note } from "@/components/ui/note";
import { deletedWords, leftOutOf, leftOutSpan, leftOutWhy } from "./receipt-words";
import { SectionHeading } from "./section-heading";
import { capitalised, rangesWords } from "./span-words";

/** What was shortened or left out of the call and why, and what is gone since. */
export function ReceiptOut({ answer, receipt }: { answer: ReceiptAnswer; receipt: Receipt }) {
  const outs = leftOutOf(receipt);
  return (
    <>
      {receipt.compressed.length > 0 && (
        <>
          <SectionHeading title="Compressed" />
          <p className="num text-sm text-ink-2">
            {capitalised(rangesWords(receipt.compressed))}, by their first words of weight.
          </p>
        </>
      )}
      <SectionHeading title="Left out" />
      {outs.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing: the call held the whole conversation.</p>
      ) : (
        <ul>
          {outs.map((out) => (
            <li
              key={out.reason}
              className="border-t border-line py-[7px] text-sm leading-[19px] first:border-t-0"
            >
              <p className="num">{leftOutSpan(out)}</p>
              <p className="text-xs leading-[18px] text-ink-3">{leftOutWhy(out)}</p>
            </li>
          ))}
        </ul>
      )}
      {answer.deleted.length > 0 && (
        <div className="mt-3">
          <Note>{deletedWords(answer.deleted)}</Note>
        </div>
      )}
    </>
  );
}
