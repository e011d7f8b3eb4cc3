"use client";

import { useState } from "react";
import type { FactKind, SummaryFact } from "@/types/summary";
import { SectionHeading } from "@/components/context/section-heading";
import { Button } from "@/components/ui/button";
import { JumpLink } from "./jump-link";
import { factKindWords } from "./summary-words";

type FactLedgerProps = { facts: readonly SummaryFact[]; onJump: (seq: number) => void };

/** Facts that the lines above lost and that are carried beside them in their own words; and those that found no room. */
export function FactLedger({ facts, onJump }: FactLedgerProps) {
  const ledger = facts.filter(({ where }) => where === "ledger");
  const lost = facts.filter(({ where }) => where === "lost");
  return (
    <>
      <SectionHeading title="Fact ledger" fact={ledger.length === 1 ? "1 fact" : `${ledger.length} facts`} />
      {ledger.length === 0 ? (
        <p className="text-sm text-ink-3">
          {facts.length === 0
            ? "These messages name no facts that could get lost."
            : "Empty: the lines above hold every fact."}
        </p>
      ) : (
        <FactList facts={ledger} onJump={onJump} />
      )}
      {lost.length > 0 && (
        <>
          <SectionHeading title="Not kept" fact={lost.length === 1 ? "1 fact" : `${lost.length} facts`} />
          <p className="mb-1 text-sm text-ink-3">
            The ledger has no room for these. The messages still hold them; add a line, or restore the
            exchange word for word.
          </p>
          <FactList facts={lost} onJump={onJump} />
        </>
      )}
    </>
  );
}

/** So many stand in the panel at first. */
const SHOWN = 6;

function FactList({ facts, onJump }: FactLedgerProps) {
  const [all, setAll] = useState(false);
  const entries = entriesOf(facts);
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <>
      <ul>
        {shown.map(({ seq, text, kinds }) => (
          <li
            key={`${seq} ${text}`}
            className="border-t border-line py-2 text-sm leading-[19px] first:border-t-0"
          >
            <p className="[overflow-wrap:anywhere]">“{text}”</p>
            <p className="-mb-1 flex items-center gap-x-3 text-xs text-ink-3">
              <span>{kindsInWords(kinds)}</span>
              <JumpLink from={seq} to={seq} onJump={onJump} />
            </p>
          </li>
        ))}
      </ul>
      {shown.length < entries.length && (
        <Button size="sm" look="ghost" className="-ml-[9px]" onClick={() => setAll(true)}>
          Show all {entries.length}
        </Button>
      )}
    </>
  );
}

type Entry = { seq: number; text: string; kinds: FactKind[] };

/** One sentence may hold several facts; it stands in the list once. */
function entriesOf(facts: readonly SummaryFact[]): Entry[] {
  const entries = new Map<string, Entry>();
  for (const { seq, text, kind } of facts) {
    const place = `${seq} ${text}`;
    const entry = entries.get(place) ?? { seq, text, kinds: [] };
    entry.kinds.push(kind);
    entries.set(place, entry);
  }
  return [...entries.values()];
}

/** "Number, date": each kind once. */
function kindsInWords(kinds: readonly FactKind[]): string {
  const [first, ...others] = [...new Set(kinds)].map(factKindWords);
  return [first, ...others.map((word) => word.toLowerCase())].join(", ");
}
