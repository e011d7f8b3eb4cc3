"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useState, type SubmitEvent } from "react";
import { useConversationRow } from "@/lib/client/hooks/use-conversation";
import { useDocumentTitle } from "@/lib/client/hooks/use-conversation-list";
import { useLab, type Lab } from "@/lib/client/hooks/use-lab";
import type { Conversation } from "@/types/chat";
import { BUDGET_STEPS } from "@/components/chat/budget-steps";
import { chatAddress } from "@/components/shell/chat-address";
import { PageHeader } from "@/components/shell/page-header";
import { tokenFigure } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { AskEach } from "./ask-each";
import { BudgetChoice } from "./budget-choice";
import { BudgetResult } from "./budget-result";
import { LabProgress } from "./lab-progress";

/** One conversation under the other strategies and other budgets: what each would have sent, left out and kept. */
export function LabScreen({ conversation }: { conversation: Conversation }) {
  const row = useConversationRow(conversation.id) ?? conversation;
  const lab = useLab(conversation.id);
  useDocumentTitle(`Strategy lab: ${row.title} · Throughline`);
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <PageHeader name="Strategy lab" />
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-[61rem] px-9 pt-9 pb-16 max-sm:px-[18px] max-sm:pt-5 max-sm:pb-12">
          <h1 className="font-serif text-2xl font-[480] tracking-[-0.012em]">Strategy lab</h1>
          <p className="mt-1.5 max-w-[64ch] text-lead text-ink-2 [overflow-wrap:anywhere]">
            “{row.title}” is replayed turn by turn under each strategy. A replay asks no model, costs nothing
            and changes nothing.
          </p>
          <Link
            href={chatAddress(row.id)}
            prefetch={false}
            className="mt-2 inline-flex min-h-8 items-center gap-1.5 text-sm text-link max-sm:min-h-10"
          >
            <Icon of={ArrowLeft} size={14} />
            Back to the conversation
          </Link>
          <Setup row={row} lab={lab} />
          <Results row={row} lab={lab} />
        </div>
      </div>
    </main>
  );
}

function Setup({ row, lab }: { row: Conversation; lab: Lab }) {
  const [chosen, setChosen] = useState(() => around(row.maxTokens));
  const { working } = lab;
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    if (chosen.length > 0 && working === null) void lab.replay(chosen);
  };
  return (
    <form onSubmit={submitted} className="mt-6 border-t border-line-strong pt-4">
      <BudgetChoice own={row.maxTokens} chosen={chosen} disabled={working !== null} onChange={setChosen} />
      <div className="mt-3.5 flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look={lab.runs.length === 0 ? "primary" : "plain"}
          busy={working === "replay"}
          disabled={chosen.length === 0 || working !== null}
        >
          {lab.runs.length === 0 ? "Replay" : "Replay again"}
        </Button>
        {working === "replay" && (
          <Button look="ghost" onClick={lab.cancel}>
            Cancel
          </Button>
        )}
      </div>
      <LabProgress lab={lab} />
    </form>
  );
}

function Results({ row, lab }: { row: Conversation; lab: Lab }) {
  const { runs, failure, replayed, working } = lab;
  const budgets = [...new Set(runs.map((run) => run.maxTokens))];
  const empty = runs.length > 0 && runs.every((run) => run.turns === 0 && run.refused === 0);
  return (
    <>
      {failure && (
        <div className="mt-4">
          <Note tone="danger" role="alert">
            {failure.message}
          </Note>
        </div>
      )}
      {empty ? (
        <p className="mt-6 text-ink-2">
          There is nothing to replay yet. Every message and its reply is one turn.
        </p>
      ) : (
        <>
          {replayed && replayed.messages < replayed.of && (
            <p className="num mt-6 text-sm text-ink-3">
              The newest {tokenFigure(replayed.messages)} of {tokenFigure(replayed.of)} messages were
              replayed.
            </p>
          )}
          {budgets.map((budget) => (
            <BudgetResult
              key={budget}
              budget={budget}
              runs={runs.filter((run) => run.maxTokens === budget)}
              own={budget === row.maxTokens ? row.memoryStrategy : null}
            />
          ))}
          {runs.length > 0 && working !== "replay" && <AskEach lab={lab} />}
        </>
      )}
    </>
  );
}

/** The conversation's own budget and the steps on both sides of it. */
function around(own: number): number[] {
  const below = BUDGET_STEPS.findLast((step) => step < own);
  const above = BUDGET_STEPS.find((step) => step > own);
  return [below, own, above].filter((budget) => budget !== undefined);
}
