"use client";

import { useState } from "react";
import { tokensInWords } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";

const MOST_LINES = 40;
const MOST_CHARACTERS = 6_000;
const SHOWN_LINES = 12;
const SHOWN_CHARACTERS = 1_200;

/** The user's own words, as typed. A long paste shows its beginning and its size, and opens whole. */
export function FoldedText({ text, tokens }: { text: string; tokens: number | null }) {
  const [open, setOpen] = useState(false);
  const lines = text.split("\n");
  const long = lines.length > MOST_LINES || text.length > MOST_CHARACTERS;
  const shown =
    long && !open ? lines.slice(0, SHOWN_LINES).join("\n").slice(0, SHOWN_CHARACTERS).trimEnd() : text;
  return (
    <>
      <div className="whitespace-pre-wrap">
        {shown}
        {long && !open && " …"}
      </div>
      {long && (
        <div className="num mt-2 flex flex-wrap items-center gap-2 text-meta text-ink-3">
          <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Fold" : "Show all"}
          </Button>
          {lines.length.toLocaleString("en")} lines{tokens !== null && ` · ${tokensInWords(tokens)}`}
        </div>
      )}
    </>
  );
}
