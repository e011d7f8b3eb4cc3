/** A topic of the panel, with a fact about it at the right. */
export function SectionHead({ title, fact }: { title: string; fact?: string }) {
  return (
    <h3 className="mt-[22px] mb-1 flex items-baseline justify-between gap-3 text-sm font-semibold">
      {title}
      {fact && <span className="num text-xs font-[420] text-ink-3">{fact}</span>}
    </h3>
  );
}
