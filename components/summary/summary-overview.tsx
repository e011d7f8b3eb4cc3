"use client";

import { Undo2 } from "lucide-react";
import { useNow } from "@/lib/client/hooks/use-now";
import { messageTime } from "@/lib/domain/dates/message-time";
import type { Summary } from "@/types/summary";
import { ContextBar } from "@/components/context/context-bar";
import { spanWords } from "@/components/context/span-words";
import { tokenFigure } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { factWords, keptWords, lostWords, madeWords } from "./summary-words";
import type { SummaryWork } from "./use-summary-work";

type SummaryOverviewProps = {
  summary: Summary;
  /** The version that was in use before; null where this is the first. */
  before: number | null;
  work: SummaryWork;
};

/** What the summary costs, what it stands for, what it kept, and who wrote it. */
export function SummaryOverview({ summary, before, work }: SummaryOverviewProps) {
  const { tokens, replaces, span, facts, version, createdAt } = summary;
  const now = useNow(60_000);
  const kept = keptWords(facts);
  const lost = lostWords(facts);
  return (
    <>
      <p className="num text-xl font-semibold tracking-[-0.015em]">
        {tokenFigure(tokens)}{" "}
        <span className="text-sm font-[420] tracking-normal text-ink-3">
          tokens in place of {tokenFigure(replaces)}
        </span>
      </p>
      <div className="mt-2.5 mb-2">
        <ContextBar
          budget={Math.max(replaces, tokens)}
          segments={[{ kind: "summary", tokens }]}
          reserve={0}
          draft={0}
          free={Math.max(0, replaces - tokens)}
          overBy={0}
          written={0}
          height={14}
        />
      </div>
      <dl className="num grid gap-1 text-sm text-ink-2">
        <div>
          <dt className="sr-only">Messages</dt>
          <dd>{standsFor(span)}</dd>
        </div>
        <div>
          <dt className="sr-only">Facts</dt>
          <dd className="font-medium text-ink">{factWords(facts)}</dd>
          {kept && <dd className="text-ink-3">{kept}</dd>}
          {lost && <dd className="text-warning">{lost}</dd>}
        </div>
        <div>
          <dt className="sr-only">Made</dt>
          <dd className="text-ink-3">
            Version {version}, {messageTime(createdAt, now)} · {madeWords(summary)}
          </dd>
        </div>
      </dl>
      <Actions before={before} work={work} />
    </>
  );
}

/** "Stands for messages 1–41", and how many of these there are where some are gone. */
function standsFor({ messages, from, to }: Summary["span"]): string {
  const words = `Stands for ${spanWords({ from, to })}`;
  return messages === to - from + 1 ? words : `${words}, ${tokenFigure(messages)} of them`;
}

function Actions({ before, work }: Pick<SummaryOverviewProps, "before" | "work">) {
  const { busy } = work;
  const running = busy === "compact" || busy === "rebuild";
  return (
    <>
      <div className="mt-3 flex flex-wrap items-center gap-1.5">
        <Button size="sm" busy={busy === "compact"} onClick={() => void work.compact()}>
          Compact now
        </Button>
        <Button size="sm" busy={busy === "rebuild"} onClick={() => void work.rebuild()}>
          Rebuild
        </Button>
        <Button size="sm" look="ghost" busy={busy === "use"} onClick={() => void work.use(before)}>
          <Icon of={Undo2} size={14} />
          {before === null ? "Undo: use none" : `Undo: use version ${before}`}
        </Button>
      </div>
      <p role="status" className="mt-1.5 text-meta text-ink-3">
        {running ? "Summarising" : ""}
      </p>
    </>
  );
}
