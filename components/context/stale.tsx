"use client";

import type { ReactNode } from "react";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import { classNames } from "@/components/ui/class-names";

/** Dims what is no longer true while the next count is on its way. */
export function Stale({ meter, children }: { meter: MeterState; children: ReactNode }) {
  return (
    <div aria-busy={meter.counting} className={classNames(meter.counting && "stale")}>
      {children}
    </div>
  );
}
