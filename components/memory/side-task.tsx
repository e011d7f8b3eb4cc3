"use client";

import { X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";

type SideTaskProps = { title: string; lede: string; onClose: () => void; children: ReactNode };

/** Something done with all memories, above their list; it takes the focus when it opens. */
export function SideTask({ title, lede, onClose, children }: SideTaskProps) {
  const titleId = useId();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby={titleId}
      className="mt-5 rounded-[14px] bg-raised p-5 inset-ring inset-ring-line max-sm:p-4"
    >
      <div className="flex items-start gap-3">
        <h2 id={titleId} className="flex-1 text-base leading-8 font-semibold">
          {title}
        </h2>
        <IconButton icon={X} label="Close" onClick={onClose} className="-mt-0.5 -mr-2" />
      </div>
      <p className="max-w-[68ch] text-sm text-ink-2">{lede}</p>
      <div className="mt-3">{children}</div>
    </section>
  );
}

type WaitProps = { name: string; failure: { message: string } | null; onReload: () => void };

/** While it is read, and where it could not be. */
export function TaskWait({ name, failure, onReload }: WaitProps) {
  if (failure) {
    return (
      <Note tone="danger" role="alert">
        {failure.message}{" "}
        <Button size="sm" onClick={onReload}>
          Read again
        </Button>
      </Note>
    );
  }
  return (
    <div role="status" aria-label={name}>
      <Skeleton width="64%" />
      <Skeleton width="52%" />
    </div>
  );
}
