import type { ReactNode } from "react";
import type { ReceiptAnswer } from "@/types/api";
import type { Receipt } from "@/types/receipt";
import { costWords, pricesWords } from "./cost-words";
import { accuracyWords } from "./accuracy-words";
import { PROVIDER_NAMES, rateWords } from "./rate-words";
import { finishedWords } from "./receipt-words";
import { SectionHeading } from "./section-heading";
import { messagesInWords } from "./span-words";
import { STRATEGY_NAMES } from "./strategy-names";
import { tokenFigure, tokensInWords } from "./token-figure";

type ReceiptCallProps = { answer: ReceiptAnswer; receipt: Receipt; agentName: string };

/** Who was asked, under which settings, how long it took and what it cost. */
export function ReceiptCall({ answer, receipt, agentName }: ReceiptCallProps) {
  const { settings } = receipt;
  return (
    <>
      <SectionHeading title="Call" />
      <Facts>
        <Fact name="Agent">{agentName}</Fact>
        <Fact name="Model">
          {receipt.model}, {PROVIDER_NAMES[receipt.provider]}
        </Fact>
        <Fact name="Count">{accuracyWords(receipt.accuracy)}</Fact>
        <Timing answer={answer} />
        {answer.cost && <Fact name="Cost">{`${costWords(answer.cost)}, ${pricesWords(answer.cost)}`}</Fact>}
        {receipt.summarised && (
          <Fact name="Saved by the summary">
            {tokensInWords(Math.max(0, receipt.summarised.replaces - receipt.summarised.tokens))}
          </Fact>
        )}
      </Facts>
      <SectionHeading title="Settings" />
      <Facts>
        <Fact name="Strategy">{STRATEGY_NAMES[receipt.strategy]}</Fact>
        <Fact name="Budget">
          {tokenFigure(settings.budget)}
          {settings.budget !== settings.maxTokens && `, of ${tokenFigure(settings.maxTokens)} set`}
        </Fact>
        <Fact name="Window">
          {settings.windowSize === null ? "all that fit" : `at most ${messagesInWords(settings.windowSize)}`}
        </Fact>
        <Fact name="Summarised from">{tokensInWords(settings.summaryThreshold)}</Fact>
        <Fact name="Reply reserve">{tokenFigure(settings.replyReserve)}</Fact>
        {settings.thinkingAllowance > 0 && (
          <Fact name="For thinking">{tokenFigure(settings.thinkingAllowance)}</Fact>
        )}
        <Fact name="Prompt, SHA-256">
          <span title={receipt.promptHash} className="font-mono text-xs">
            {receipt.promptHash.slice(0, 12)}
          </span>
        </Fact>
      </Facts>
      {receipt.rate && (
        <p className="num mt-2 text-meta text-ink-3">{rateWords(receipt.rate, receipt.provider)}</p>
      )}
    </>
  );
}

function Timing({
  answer: { firstTokenMs, latencyMs, usage, reply, finishReason },
}: {
  answer: ReceiptAnswer;
}) {
  const written = usage?.completionTokens ?? reply.tokens + reply.thinkingTokens;
  return (
    <>
      {firstTokenMs !== null && <Fact name="First token">{(firstTokenMs / 1_000).toFixed(2)} s</Fact>}
      {latencyMs !== null && <Fact name="Finished">{finishedWords(latencyMs, written)}</Fact>}
      {finishReason === "length" && <Fact name="Ended">at the reply reserve</Fact>}
      {reply.status !== "complete" && <Fact name="Ended">{reply.status}</Fact>}
    </>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="num grid gap-[3px] text-sm leading-5">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="shrink-0 text-ink-3">{name}</dt>
      <dd className="min-w-0 text-right [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
