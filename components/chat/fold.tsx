import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

type FoldProps = { name: string; facts?: string; children: ReactNode };

/** A line that opens: thinking, later tools. */
export function Fold({ name, facts, children }: FoldProps) {
  return (
    <details className="group mb-2 text-sm text-ink-2">
      <summary className="-ml-1.5 inline-flex h-7 max-w-full items-center gap-[7px] rounded-[7px] pr-[9px] pl-1.5 hover:bg-hover hover:text-ink max-sm:h-9">
        <Icon
          of={ChevronRight}
          size={14}
          className="text-ink-3 transition-transform duration-(--tl-mid) group-open:rotate-90"
        />
        <span className="font-medium whitespace-nowrap">{name}</span>
        {facts && <span className="num truncate text-ink-3">{facts}</span>}
      </summary>
      <div className="mt-1 mb-2 ml-0.5 max-w-[60ch] border-l border-line-strong py-0.5 pl-3.5 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {children}
      </div>
    </details>
  );
}
