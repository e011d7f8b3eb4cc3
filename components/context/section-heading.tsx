/** A topic of a panel, with a fact about it at the right. */
export function SectionHeading({ id, title, fact }: { id?: string; title: string; fact?: string }) {
  return (
    <h3
      id={id}
      className="mt-[22px] mb-1 flex items-baseline justify-between gap-3 text-sm font-semibold first:mt-0"
    >
      {title}
      {fact && <span className="num text-xs font-[420] text-ink-3">{fact}</span>}
    </h3>
  );
}
