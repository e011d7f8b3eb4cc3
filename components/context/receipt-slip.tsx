import type { ReceiptAnswer } from "@/types/api";
import type { Usage } from "@/types/chat";
import type { Receipt } from "@/types/receipt";
import { lineFacts } from "./receipt-words";
import { SEGMENT_FILLS, SEGMENT_NAMES } from "./segment-names";
import { tokenFigure } from "./token-figure";

type ReceiptSlipProps = { answer: ReceiptAnswer; receipt: Receipt; onReadSummary: () => void };

/** The lines of the call and of its reply, our count beside the provider's, and the way to the summary. */
export function ReceiptSlip({ answer, receipt, onReadSummary }: ReceiptSlipProps) {
  const { usage } = answer;
  return (
    <>
      <Lines answer={answer} receipt={receipt} />
      {usage?.source === "provider" && <Beside counted={receipt.counted} usage={usage} />}
      {receipt.summarised && (
        <button type="button" className="mt-2.5 text-meta text-link" onClick={onReadSummary}>
          Read the summary
        </button>
      )}
    </>
  );
}

/** They add up, to the token. */
function Lines({ answer: { reply }, receipt }: Pick<ReceiptSlipProps, "answer" | "receipt">) {
  // The provider counts thinking as part of the completion; a reply's own tokens are what was kept of it.
  const thinking = reply.thinkingTokens;
  const total = receipt.total + reply.tokens + thinking;
  return (
    <dl className="text-sm leading-5">
      {receipt.lines.map((line) => (
        <Line
          key={line.kind}
          swatch={SEGMENT_FILLS[line.kind]}
          name={SEGMENT_NAMES[line.kind]}
          facts={lineFacts(line, receipt)}
          tokens={line.tokens}
        />
      ))}
      <Sum name="Sent" tokens={receipt.total} look="mt-1 mb-[5px] border-t border-ink-3 py-[3px]" />
      <Line
        swatch="seg-reserve"
        name="Reply"
        facts={`of ${tokenFigure(receipt.settings.replyReserve)} kept`}
        tokens={reply.tokens}
      />
      {thinking > 0 && <Line swatch={null} name="Thinking" facts="not sent again" tokens={thinking} />}
      <Sum name="Total" tokens={total} look="mt-[5px] border-t-3 border-double border-ink-3 pt-1" />
    </dl>
  );
}

type LineProps = { swatch: string | null; name: string; facts: string; tokens: number };

function Line({ swatch, name, facts, tokens }: LineProps) {
  return (
    <div className="flex min-h-[27px] items-center gap-[9px]">
      <i aria-hidden className={swatch === null ? "swatch invisible" : `swatch ${swatch}`} />
      <dt className="min-w-0 [overflow-wrap:anywhere]">
        {name} <span className="text-ink-3">{facts}</span>
      </dt>
      <span aria-hidden className="min-w-3 flex-1 translate-y-1 border-b border-dotted border-line-strong" />
      <dd className="num">{tokenFigure(tokens)}</dd>
    </div>
  );
}

function Sum({ name, tokens, look }: { name: string; tokens: number; look: string }) {
  return (
    <div className={`flex justify-between font-semibold ${look}`}>
      <dt>{name}</dt>
      <dd className="num">{tokenFigure(tokens)}</dd>
    </div>
  );
}

/** Our count beside the provider's own. */
function Beside({ counted, usage }: { counted: number; usage: Usage }) {
  return (
    <table className="num mt-2.5 w-full text-meta text-ink-2">
      <caption className="sr-only">Our count beside the provider’s</caption>
      <thead>
        <tr className="text-xs text-ink-3">
          <th scope="col" className="text-left font-[420]">
            Count
          </th>
          <th scope="col" className="text-right font-[420]">
            Sent
          </th>
          <th scope="col" className="w-20 text-right font-[420]">
            Written
          </th>
        </tr>
      </thead>
      <tbody>
        <Counts name="Here" cells={[counted, usage.countedCompletionTokens]} />
        <Counts name="By the provider" cells={[usage.promptTokens, usage.completionTokens]} />
        {usage.cachedTokens > 0 && (
          <Counts name="From the provider’s cache" cells={[usage.cachedTokens, null]} />
        )}
      </tbody>
    </table>
  );
}

function Counts({ name, cells }: { name: string; cells: readonly [number, number | null] }) {
  return (
    <tr>
      <th scope="row" className="text-left font-[420]">
        {name}
      </th>
      <td className="text-right">{tokenFigure(cells[0])}</td>
      <td className="text-right">{cells[1] === null ? "–" : tokenFigure(cells[1])}</td>
    </tr>
  );
}
