import type { ReactNode } from "react";
import type { LabRun } from "@/types/lab";
import type { MemoryStrategy } from "@/types/words";
import { STRATEGY_NAMES } from "@/components/context/strategy-names";
import { tokenFigure } from "@/components/context/token-figure";
import { classNames } from "@/components/ui/class-names";
import { costWords } from "@/components/context/cost-words";

type RunTableProps = {
  name: string;
  runs: readonly LabRun[];
  /** The conversation's own strategy, where this is its own budget. */
  own: MemoryStrategy | null;
};

const COLUMNS = ["Tokens a turn", "New a turn", "Cost", "Left out", "Facts in reach"] as const;

/** The strategies of one budget beside each other. On a phone every row is a block that names its figures. */
export function RunTable({ name, runs, own }: RunTableProps) {
  return (
    <table role="table" aria-label={name} className="num w-full text-sm max-sm:block">
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b border-line-strong text-xs text-ink-3">
          <th role="columnheader" scope="col" className="py-2 text-left font-medium">
            Strategy
          </th>
          {COLUMNS.map((column) => (
            <th key={column} role="columnheader" scope="col" className="py-2 pl-4 text-right font-medium">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-sm:block">
        {runs.map((run) => (
          <RunRow key={run.strategy} run={run} own={run.strategy === own} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run, own }: { run: LabRun; own: boolean }) {
  const { turns, refused, promptTokens, uncachedTokens, cost, leftOut, factsInReach } = run;
  return (
    <tr
      role="row"
      className="border-b border-line max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4 max-sm:gap-y-0.5 max-sm:py-3"
    >
      <th role="rowheader" scope="row" className="py-2.5 text-left font-[420] max-sm:col-span-2 max-sm:py-0">
        <span className="font-medium">{STRATEGY_NAMES[run.strategy]}</span>
        {own && <span className="ml-2 text-xs text-ink-3">in use</span>}
        {refused > 0 && (
          <span className="block text-xs text-warning">
            {tokenFigure(refused)} {refused === 1 ? "message does" : "messages do"} not fit
          </span>
        )}
      </th>
      <Figure column={COLUMNS[0]}>{perTurn(promptTokens, turns)}</Figure>
      <Figure column={COLUMNS[1]}>{perTurn(uncachedTokens, turns)}</Figure>
      <Figure column={COLUMNS[2]}>{cost ? costWords(cost) : "no price known"}</Figure>
      <Figure column={COLUMNS[3]}>{leftOutWords(leftOut)}</Figure>
      <Figure column={COLUMNS[4]} strong>
        {tokenFigure(factsInReach.kept)} of {tokenFigure(factsInReach.of)}
      </Figure>
    </tr>
  );
}

type FigureProps = { column: (typeof COLUMNS)[number]; strong?: boolean; children: ReactNode };

function Figure({ column, strong = false, children }: FigureProps) {
  return (
    <td
      role="cell"
      className="py-2.5 pl-4 text-right max-sm:flex max-sm:justify-between max-sm:gap-3 max-sm:p-0 max-sm:text-left"
    >
      <span aria-hidden className="text-ink-3 sm:hidden">
        {column}
      </span>
      <span className={classNames("max-sm:text-right", strong && "font-medium")}>{children}</span>
    </td>
  );
}

function perTurn(tokens: number, turns: number): string {
  return turns === 0 ? "–" : tokenFigure(Math.round(tokens / turns));
}

/** "27 (1–27)", "4 (within 42–60)", "none": how many messages, and which. */
function leftOutWords({ messages, from, to }: LabRun["leftOut"]): string {
  if (messages === 0) return "none";
  if (from === null || to === null) return tokenFigure(messages);
  const which = messages === to - from + 1 ? "" : "within ";
  return `${tokenFigure(messages)} (${which}${tokenFigure(from)}–${tokenFigure(to)})`;
}
