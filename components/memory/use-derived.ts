"use client";

import { useEffect, useMemo, useState } from "react";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { ForgetTarget } from "@/lib/client/memory-api";
import type { MemoryId } from "@/types/memory";
import type { ForgetPreviewAnswer } from "@/types/memory-api";

export type DerivedChoice = {
  /** What was taken from what is to be deleted; null while it is read, "unknown" where it could not be. */
  preview: ForgetPreviewAnswer | "unknown" | null;
  /** Memories that are to stay as hand-written. */
  keep: readonly MemoryId[];
  onKeep: (id: MemoryId, keep: boolean) => void;
};

/** What goes along with something that is about to be deleted. */
export function useDerived(target: ForgetTarget): DerivedChoice {
  const { api } = useWorkspace();
  const [preview, setPreview] = useState<DerivedChoice["preview"]>(null);
  const [keep, setKeep] = useState<readonly MemoryId[]>([]);
  const key = JSON.stringify(target);
  useEffect(() => {
    let on = true;
    api.forgetPreview(JSON.parse(key) as ForgetTarget).then(
      (answer) => on && setPreview(answer),
      () => on && setPreview("unknown"),
    );
    return () => {
      on = false;
    };
  }, [api, key]);
  const onKeep = useMemo(
    () => (id: MemoryId, stays: boolean) =>
      setKeep((before) => [...before.filter((one) => one !== id), ...(stays ? [id] : [])]),
    [],
  );
  return { preview, keep, onKeep };
}
