"use client";

import { History, X } from "lucide-react";
import { useConversationRow } from "@/lib/client/hooks/use-conversation";
import { useSummaries } from "@/lib/client/hooks/use-summaries";
import type { ConversationId } from "@/types/ids";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { AccountLines } from "./account-lines";
import { FactLedger } from "./fact-ledger";
import { NoSummary } from "./no-summary";
import { SummaryLines } from "./summary-lines";
import { SummaryOverview } from "./summary-overview";
import { useJump } from "./use-jump";
import { CONFLICT, useSummaryWork, type SummaryTrouble } from "./use-summary-work";
import { Versions } from "./versions";

type SummaryPanelProps = { conversationId: ConversationId; onClose: () => void };

/** What stands for the older messages of a conversation: to read, to check, to change and to take back. */
export function SummaryPanel({ conversationId, onClose }: SummaryPanelProps) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-[52px] shrink-0 items-center justify-between border-b border-line pr-2.5 pl-[18px] max-sm:h-14 max-sm:pr-2">
        <h2 className="text-base leading-5 font-semibold">Summary</h2>
        <IconButton icon={X} label="Close summary" onClick={onClose} />
      </div>
      <div
        role="region"
        aria-label="Summary of older messages"
        tabIndex={0}
        className="scroll-thin min-h-0 flex-1 overflow-y-auto px-[18px] pt-4 pb-6 focus-visible:-outline-offset-2"
      >
        <PanelBody key={conversationId} conversationId={conversationId} onClose={onClose} />
      </div>
    </div>
  );
}

function PanelBody({ conversationId, onClose }: SummaryPanelProps) {
  const view = useSummaries(conversationId);
  const row = useConversationRow(conversationId);
  const work = useSummaryWork(view);
  const jump = useJump(conversationId, onClose);
  const { data, failure, reload } = view;
  if (!data) {
    return failure ? (
      <ReadFailed message={failure.message} onReload={() => void reload()} />
    ) : (
      <PanelSkeleton />
    );
  }
  const summary = data.summaries.find((one) => one.version === data.active) ?? null;
  return (
    <>
      {failure && <ReadFailed message={failure.message} onReload={() => void reload()} />}
      <Trouble trouble={work.trouble} />
      {summary ? (
        <>
          <SummaryOverview
            summary={summary}
            work={work}
            before={versionBefore(data.summaries, summary.version)}
          />
          <SummaryLines conversationId={conversationId} summary={summary} work={work} onJump={jump} />
          <FactLedger facts={summary.facts} onJump={jump} />
        </>
      ) : (
        <NoSummary conversationId={conversationId} row={row} some={data.summaries.length > 0} work={work} />
      )}
      <Versions summaries={data.summaries} active={data.active} work={work} />
      <AccountLines conversationId={conversationId} />
    </>
  );
}

/** The version that Undo brings back: the newest of the earlier ones. */
function versionBefore(summaries: readonly { version: number }[], version: number): number | null {
  const earlier = summaries.map((one) => one.version).filter((one) => one < version);
  return earlier.length === 0 ? null : Math.max(...earlier);
}

function Trouble({ trouble }: { trouble: SummaryTrouble | null }) {
  if (!trouble) return null;
  return (
    <div className="mb-4">
      {trouble.kind === "conflict" ? (
        <Note icon={History} role="status">
          {CONFLICT}
        </Note>
      ) : (
        <Note tone="danger" role="alert">
          {trouble.message}
        </Note>
      )}
    </div>
  );
}

function ReadFailed({ message, onReload }: { message: string; onReload: () => void }) {
  return (
    <div className="mb-4">
      <Note tone="danger" role="alert">
        <p className="mb-2">{message}</p>
        <Button size="sm" onClick={onReload}>
          Read again
        </Button>
      </Note>
    </div>
  );
}

function PanelSkeleton() {
  return (
    <div role="status" aria-label="Loading the summary">
      <Skeleton width="46%" />
      <Skeleton width="100%" />
      <Skeleton width="92%" />
      <Skeleton width="97%" />
      <Skeleton width="64%" />
    </div>
  );
}
