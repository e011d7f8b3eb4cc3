import { useId, type ReactNode } from "react";

type SectionProps = { title: string; lede?: string; id?: string; children: ReactNode };

/** One topic of the settings: its name at the left, its controls at the right. */
export function Section({ title, lede, id, children }: SectionProps) {
  const titleId = useId();
  return (
    <section
      id={id}
      aria-labelledby={titleId}
      className="mt-7 grid scroll-mt-4 gap-x-9 gap-y-3 border-t border-line pt-5 md:grid-cols-[200px_minmax(0,1fr)]"
    >
      <div>
        <h2 id={titleId} className="text-base font-semibold">
          {title}
        </h2>
        {lede && <p className="mt-1 text-sm text-ink-3">{lede}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
