"use client";

import { useState } from "react";
import type { Lab } from "@/lib/client/hooks/use-lab";
import { tokenFigure, tokensInWords } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";
import { costWords, pricesWords } from "@/components/context/cost-words";

type AskEachProps = { lab: Lab };

/** Asks for every run's answer to the last question: the price stands first, and a second press agrees to it. */
export function AskEach({ lab }: AskEachProps) {
  const [sure, setSure] = useState(false);
  const { price, question, runs, working } = lab;
  const asking = working === "answers";
  const ask = () => {
    setSure(false);
    void lab.ask();
  };
  return (
    <section aria-labelledby="ask-each" className="mt-9 border-t border-line-strong pt-5">
      <h2 id="ask-each" className="text-lead font-semibold tracking-[-0.006em]">
        What each would answer
      </h2>
      {question === null || price === null ? (
        <p className="mt-1 text-ink-2">The conversation asks nothing yet, so there is nothing to answer.</p>
      ) : (
        <>
          <p className="mt-1 max-w-[64ch] text-ink-2">
            The last question:{" "}
            <q className="[overflow-wrap:anywhere]">
              {question.length > 240 ? `${question.slice(0, 240)}…` : question}
            </q>
          </p>
          <p className="num mt-1 max-w-[64ch] text-sm text-ink-3">{priceWords(price, runs.length)}</p>
          <div className="mt-3 flex flex-wrap items-center gap-2">
            {!sure && (
              <Button disabled={working !== null} busy={asking} onClick={() => setSure(true)}>
                Ask each for its answer
              </Button>
            )}
            {sure && (
              <>
                <Button look="primary" autoFocus onClick={ask}>
                  <span className="num">{agreeWords(price)}</span>
                </Button>
                <Button look="ghost" onClick={() => setSure(false)}>
                  Not now
                </Button>
              </>
            )}
            {asking && (
              <Button look="ghost" onClick={lab.cancel}>
                Stop
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

type Price = NonNullable<Lab["price"]>;

/** "9 answers take at most 41,300 tokens, $0.0062 at the prices of 1 Nov 2026. They stay here: …" */
function priceWords({ tokens, cost }: Price, answers: number): string {
  const money = cost ? `, ${costWords(cost)} ${pricesWords(cost)}` : "";
  const what = answers === 1 ? "1 answer takes" : `${tokenFigure(answers)} answers take`;
  return `${what} at most ${tokensInWords(tokens)}${money}. They are shown here and join nothing.`;
}

function agreeWords({ tokens, cost }: Price): string {
  return `Ask, for at most ${tokensInWords(tokens)}${cost ? ` (${costWords(cost)})` : ""}`;
}
