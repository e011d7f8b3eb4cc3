"use client";

import { lazy, memo, Suspense } from "react";
import { Note } from "@/components/ui/note";
import { formattingLimit } from "./formatting-limit";

const load = () => import("./markdown-body");
const MarkdownBody = lazy(load);

/** Fetches the Markdown code ahead of the first reply. */
export function preloadMarkdown(): void {
  load().catch(() => undefined);
}

type MarkdownProps = { text: string; streaming?: boolean };

/** A reply's text, typeset. Plain text stands in until the formatter is there, and for what it could not carry. */
export const Markdown = memo(function Markdown({ text, streaming = false }: MarkdownProps) {
  const limit = formattingLimit(text);
  if (limit) return <PlainText text={text} reason={limit} />;
  return (
    <Suspense fallback={<div className="prose whitespace-pre-wrap">{text}</div>}>
      <MarkdownBody text={text} streaming={streaming} />
    </Suspense>
  );
});

function PlainText({ text, reason }: { text: string; reason: string }) {
  return (
    <>
      <Note>Shown as plain text: {reason}.</Note>
      <pre className="mt-2.5 font-mono text-sm leading-[21px] whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </pre>
    </>
  );
}
