"use client";

import { useState } from "react";
import { useNow } from "@/lib/client/hooks/use-now";
import { messageTime } from "@/lib/domain/dates/message-time";
import type { Summary } from "@/types/summary";
import { SectionHeading } from "@/components/context/section-heading";
import { spanWords } from "@/components/context/span-words";
import { tokenFigure } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";
import { madeWords } from "./summary-words";
import type { SummaryWork } from "./use-summary-work";
import { VersionCompare } from "./version-compare";

type VersionsProps = { summaries: readonly Summary[]; active: number | null; work: SummaryWork };

/** So many stand in the panel at first. */
const SHOWN = 5;

/** Every version that was ever made, newest first: any can be read against any other, and come into use again. */
export function Versions({ summaries, active, work }: VersionsProps) {
  const [all, setAll] = useState(false);
  if (summaries.length === 0) return null;
  const newest = summaries.toSorted((a, b) => b.version - a.version);
  const shown = all ? newest : newest.slice(0, SHOWN);
  return (
    <>
      <SectionHeading
        title="Versions"
        fact={newest.length === 1 ? "1 version" : `${tokenFigure(newest.length)} versions`}
      />
      <ul>
        {shown.map((summary) => (
          <VersionRow
            key={summary.version}
            summary={summary}
            inUse={summary.version === active}
            work={work}
          />
        ))}
      </ul>
      <div className="flex flex-wrap gap-1.5">
        {shown.length < newest.length && (
          <Button size="sm" look="ghost" onClick={() => setAll(true)}>
            Show all {tokenFigure(newest.length)}
          </Button>
        )}
        {active !== null && (
          <Button size="sm" look="ghost" className="-ml-[9px]" onClick={() => void work.use(null)}>
            Use no summary
          </Button>
        )}
      </div>
      {newest.length > 1 && <VersionCompare key={newest[0]?.version} versions={newest} active={active} />}
    </>
  );
}

type VersionRowProps = { summary: Summary; inUse: boolean; work: SummaryWork };

function VersionRow({ summary, inUse, work }: VersionRowProps) {
  const now = useNow(60_000);
  const { version, createdAt, span, tokens } = summary;
  return (
    <li className="flex items-start gap-3 border-t border-line py-2 text-sm leading-[19px] first:border-t-0">
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium">Version {version}</span>
          {inUse && <span className="ml-2 text-xs text-seg-summary-ink">in use</span>}
          <span className="num ml-2 text-xs text-ink-3">{messageTime(createdAt, now)}</span>
        </p>
        <p className="num text-xs leading-[18px] text-ink-3">
          {madeWords(summary)} · {spanWords(span)} · {tokenFigure(tokens)} tokens
        </p>
      </div>
      {!inUse && (
        <Button size="sm" onClick={() => void work.use(version)} aria-label={`Use version ${version}`}>
          Use
        </Button>
      )}
    </li>
  );
}
