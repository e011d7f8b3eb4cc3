"use client";

import { useEffect, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";

type Token = { content: string; color?: string };
type CodeBlockProps = { code: string; language: string; complete: boolean };

/** Longer code stays in one colour: colouring it would hold the page up. */
const MOST_COLOURED = 30_000;

/** Fenced code with its language and a copy button. Same height before and after it is coloured. */
export function CodeBlock({ code, language, complete }: CodeBlockProps) {
  const lines = useHighlighted(code, language, complete);
  return (
    <div className="overflow-hidden rounded-said bg-sunken text-sm inset-ring inset-ring-line">
      <div className="flex h-[34px] items-center justify-between border-b border-line pr-1.5 pl-3.5 text-xs text-ink-3 max-sm:h-10">
        <span>{language || "text"}</span>
        <CopyButton label="Copy code" text={() => code} />
      </div>
      <pre
        // A wide block scrolls sideways, so the keyboard has to reach it.
        tabIndex={0}
        role="region"
        aria-label={language ? `Code: ${language}` : "Code"}
        className="scroll-thin overflow-x-auto px-3.5 pt-3 pb-[13px] font-mono text-sm leading-[21px] font-[430] tracking-normal focus-visible:-outline-offset-2"
      >
        <code>{lines ? lines.map((line, index) => <CodeLine key={index} tokens={line} />) : code}</code>
      </pre>
    </div>
  );
}

function CodeLine({ tokens }: { tokens: readonly Token[] }) {
  return (
    <>
      {tokens.map((token, index) => (
        <span key={index} style={{ color: token.color }}>
          {token.content}
        </span>
      ))}
      {"\n"}
    </>
  );
}

function useHighlighted(code: string, language: string, complete: boolean): Token[][] | null {
  const [done, setDone] = useState<{ code: string; lines: Token[][] } | null>(null);
  useEffect(() => {
    if (!complete || code.length > MOST_COLOURED) return;
    let current = true;
    const run = async () => {
      const { highlight, knownLanguage } = await import("./highlighter");
      const known = knownLanguage(language);
      if (!known || !current) return;
      const lines = await highlight(code, known);
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- changes while the line above waits
      if (current) setDone({ code, lines });
    };
    // Without its colours code is still code: offline, or a grammar that fails, changes nothing else.
    run().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [code, language, complete]);
  return done?.code === code ? done.lines : null;
}
