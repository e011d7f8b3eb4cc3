"use client";

import { Check, Minus } from "lucide-react";
import { useEmbeddings } from "@/lib/client/hooks/use-embeddings";
import type { EmbeddingsAnswer } from "@/types/embeddings";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { embeddedShare, modelWords, recallWords, stateWords } from "./recall-words";
import { Section } from "./section";

/** How old messages and memories are found, how far their vectors are, and how to turn recall by meaning on. */
export function RecallSection() {
  const embeddings = useEmbeddings();
  const { data, failure } = embeddings;
  return (
    <Section id="recall" title="Recall" lede="How what was said before is found again.">
      {data && <RecallState answer={data} />}
      {failure && !data && (
        <Note tone="danger" role="alert">
          {failure.message}{" "}
          <Button size="sm" onClick={() => void embeddings.reload()}>
            Read again
          </Button>
        </Note>
      )}
    </Section>
  );
}

function RecallState({ answer }: { answer: EmbeddingsAnswer }) {
  const hybrid = answer.recall === "hybrid";
  const model = modelWords(answer);
  const state = stateWords(answer);
  return (
    <>
      <p className="inline-flex items-center gap-2 font-medium">
        <Icon of={hybrid ? Check : Minus} size={14} className={hybrid ? "text-success" : "text-ink-3"} />
        {recallWords(answer)}
      </p>
      {model && <p className="num mt-1 text-sm text-ink-2">{model}</p>}
      <ShareBar answer={answer} />
      {answer.problem && <p className="mt-1 text-sm text-warning">{answer.problem}</p>}
      {state && <p className="mt-1 max-w-[64ch] text-sm text-ink-3">{state}</p>}
      {answer.state === "off" && <HowToTurnOn command={answer.command} />}
    </>
  );
}

function ShareBar({ answer }: { answer: EmbeddingsAnswer }) {
  const share = embeddedShare(answer);
  if (share === null) return null;
  return (
    <div
      role="progressbar"
      aria-label="Embedded"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
      className="mt-2 h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
    </div>
  );
}

function HowToTurnOn({ command }: { command: string }) {
  return (
    <p className="mt-3 max-w-[64ch] text-meta text-ink-3">
      How to turn it on: on the machine that runs Throughline, run <Code>{command}</Code>. It says first what
      it installs (474 MB) and asks; nothing you write leaves that machine. Or name a server for vectors as{" "}
      <Code>EMBEDDINGS_BASE_URL</Code> and <Code>EMBEDDINGS_MODEL</Code> in <Code>.env.local</Code>, and start
      again.
    </p>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code className="rounded-[5px] bg-sunken px-1 py-px font-mono text-[0.92em] [overflow-wrap:anywhere]">
      {children}
    </code>
  );
}
