import type { LabRun } from "@/types/lab";
import { STRATEGY_NAMES } from "@/components/context/strategy-names";
import { tokenFigure } from "@/components/context/token-figure";

/** The figures of a chart. */
export function TurnTable({ run }: { run: LabRun }) {
  const name = `${STRATEGY_NAMES[run.strategy]} at ${tokenFigure(run.maxTokens)} tokens, turn by turn`;
  return (
    <div
      role="region"
      aria-label={name}
      tabIndex={0}
      className="scroll-thin mt-1.5 max-h-56 overflow-y-auto inset-ring inset-ring-line"
    >
      <table className="num w-full text-right text-xs">
        <caption className="sr-only">{name}</caption>
        <thead className="sticky top-0 bg-panel text-ink-3">
          <tr>
            <th scope="col" className="px-2.5 py-1 text-left font-medium">
              Message
            </th>
            <th scope="col" className="px-2.5 py-1 font-medium">
              Tokens
            </th>
            <th scope="col" className="px-2.5 py-1 font-medium">
              New
            </th>
          </tr>
        </thead>
        <tbody>
          {run.perTurn.map(({ seq, tokens, uncached }) => (
            <tr key={seq} className="border-t border-line">
              <th scope="row" className="px-2.5 py-1 text-left font-[420]">
                {tokenFigure(seq)}
              </th>
              <td className="px-2.5">{tokens === 0 ? "refused" : tokenFigure(tokens)}</td>
              <td className="px-2.5">{tokenFigure(uncached)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
