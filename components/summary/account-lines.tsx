"use client";

import { useAccount } from "@/lib/client/hooks/use-summaries";
import type { AccountAnswer } from "@/types/api";
import type { ConversationId } from "@/types/ids";
import { SectionHeading } from "@/components/context/section-heading";
import { costWords } from "@/components/context/cost-words";
import { tokenFigure } from "@/components/context/token-figure";

const SPENT_ON: Record<AccountAnswer["spent"][number]["kind"], string> = {
  chat: "Replies",
  summary: "Summaries",
  title: "Titles",
  lab: "Strategy lab",
};

/** What summaries saved in this conversation against what was spent, by what it was spent for. */
export function AccountLines({ conversationId }: { conversationId: ConversationId }) {
  const account = useAccount(conversationId);
  const { data, failure } = account;
  if (failure && !data) {
    return (
      <p className="mt-[22px] text-sm text-ink-3">
        What was spent could not be read.{" "}
        <button type="button" className="text-link" onClick={() => void account.reload()}>
          Read again
        </button>
      </p>
    );
  }
  if (!data) return null;
  return (
    <>
      <SectionHeading title="Net account" fact={netWords(data.net)} />
      <p className="num text-sm text-ink-2">{savedWords(data)}</p>
      {data.net < 0 && (
        <p className="mt-1 text-sm text-ink-3">
          While this stays negative, new summaries are made from your own words, without a model.
        </p>
      )}
      {data.spent.length > 0 && (
        <table className="num mt-2 w-full text-sm">
          <caption className="sr-only">Tokens spent in this conversation</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Spent on</th>
              <th scope="col">Calls</th>
              <th scope="col">Tokens</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {data.spent.map(({ kind, calls, tokens, cost }) => (
              <tr key={kind} className="border-t border-line">
                <th scope="row" className="py-1.5 text-left font-[420]">
                  {SPENT_ON[kind]}
                </th>
                <td className="text-right text-xs text-ink-3">
                  {tokenFigure(calls)} {calls === 1 ? "call" : "calls"}
                </td>
                <td className="text-right">{tokenFigure(tokens)}</td>
                <td className="pl-3 text-right text-xs text-ink-3">{cost ? costWords(cost) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** "Summaries saved 41,200 tokens and cost 3,100." */
function savedWords({ saved, spent }: AccountAnswer): string {
  const cost = spent.find(({ kind }) => kind === "summary")?.tokens ?? 0;
  return `Summaries saved ${tokenFigure(saved)} tokens and cost ${tokenFigure(cost)}.`;
}

function netWords(net: number): string {
  if (net < 0) return `${tokenFigure(-net)} spent on balance`;
  return `${tokenFigure(net)} saved on balance`;
}
