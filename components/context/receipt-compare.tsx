import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { Receipt } from "@/types/receipt";
import { Price } from "./price";
import type { HeldKind } from "./segment-facts";
import { SEGMENT_FILLS, SEGMENT_NAMES } from "./segment-names";
import { tokenFigure } from "./token-figure";

const ORDER: readonly HeldKind[] = ["system", "tools", "pinned", "memories", "summary", "recent"];

/** The call that was, beside the one that would be made now. */
export function ReceiptCompare({ receipt, meter }: { receipt: Receipt; meter: Meter }) {
  const rows = ORDER.map((kind) => ({
    kind,
    then: receipt.lines.find((line) => line.kind === kind)?.tokens ?? 0,
    now: meter.segments.find((segment) => segment.kind === kind)?.tokens ?? 0,
  })).filter(({ then, now }) => then > 0 || now > 0);
  return (
    <table className="num w-full text-sm leading-[27px]">
      <caption className="sr-only">This reply’s call compared with the next one</caption>
      <thead>
        <tr className="text-xs text-ink-3">
          <th scope="col" className="text-left font-[420]">
            <span className="sr-only">Part</span>
          </th>
          <th scope="col" className="text-right font-[420]">
            Then
          </th>
          <th scope="col" className="text-right font-[420]">
            Now
          </th>
          <th scope="col" className="text-right font-[420]">
            Change
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, then, now }) => (
          <tr key={kind}>
            <th scope="row" className="text-left font-[420]">
              <i aria-hidden className={`swatch mr-[9px] ${SEGMENT_FILLS[kind]}`} />
              {SEGMENT_NAMES[kind]}
            </th>
            <Cells then={then} now={now} />
          </tr>
        ))}
        {meter.draft > 0 && (
          <tr>
            <th scope="row" className="text-left font-[420]">
              <i aria-hidden className="swatch swatch-draft mr-[9px]" />
              Draft
            </th>
            <Cells then={0} now={meter.draft} />
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className="border-t border-ink-3 font-semibold">
          <th scope="row" className="text-left font-semibold">
            Sent
          </th>
          <Cells then={receipt.total} now={meter.held + meter.draft} />
        </tr>
      </tfoot>
    </table>
  );
}

function Cells({ then, now }: { then: number; now: number }) {
  return (
    <>
      <td className="text-right">{tokenFigure(then)}</td>
      <td className="text-right">{tokenFigure(now)}</td>
      <td className="text-right text-xs">
        <Price tokens={now - then} />
      </td>
    </>
  );
}
