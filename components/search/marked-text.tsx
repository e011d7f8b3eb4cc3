import type { SnippetPart } from "@/types/search";

/** A piece of what was said, with the words that were searched for marked. */
export function MarkedText({ parts }: { parts: readonly SnippetPart[] }) {
  return parts.map(({ text, hit }, index) =>
    hit ? (
      <mark key={index} className="rounded-[3px] bg-mark px-0.5 text-ink [margin-inline:-2px]">
        {text}
      </mark>
    ) : (
      <span key={index}>{text}</span>
    ),
  );
}
