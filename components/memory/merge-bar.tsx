"use client";

import { useState } from "react";
import type { Memory } from "@/types/memory";
import { Button } from "@/components/ui/button";
import { ContentField, problemOf } from "./memory-fields";
import { memoriesWords } from "./memory-words";
import type { MemoryWork } from "./use-memory-work";

type MergeBarProps = { chosen: readonly Memory[]; work: MemoryWork; onDone: () => void };

/** What can be done with several entries at once. */
export function MergeBar({ chosen, work, onDone }: MergeBarProps) {
  const [merging, setMerging] = useState(false);
  const several = chosen.length >= 2;
  return (
    <div
      role="group"
      aria-label="Chosen memories"
      className="sticky top-0 z-10 mt-3.5 rounded-said bg-sunken px-4 py-2.5 inset-ring inset-ring-line max-sm:px-3"
    >
      <div className="flex flex-wrap items-center gap-2">
        <span role="status" className="num mr-auto text-sm">
          {chosen.length === 0 ? "Choose what says the same." : `${memoriesWords(chosen.length)} chosen`}
        </span>
        <Button disabled={!several || merging} onClick={() => setMerging(true)}>
          Merge
        </Button>
        <Button
          look="danger"
          disabled={chosen.length === 0}
          onClick={() => {
            work.forget(chosen.map(({ id }) => id));
            onDone();
          }}
        >
          Forget
        </Button>
        <Button look="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {merging && several && (
        <MergeForm
          key={chosen[0]?.id}
          chosen={chosen}
          work={work}
          onDone={onDone}
          onBack={() => setMerging(false)}
        />
      )}
    </div>
  );
}

function MergeForm({ chosen, work, onDone, onBack }: MergeBarProps & { onBack: () => void }) {
  const [content, setContent] = useState(chosen[0]?.content ?? "");
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const may = content.trim() !== "" && problemOf(content) === null && !saving;
  const merge = async () => {
    if (!may) return;
    setSaving(true);
    setFailure(null);
    try {
      await work.merge(
        chosen.map(({ id }) => id),
        content.trim(),
      );
      onDone();
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "They were not merged. Nothing was changed.");
      setSaving(false);
    }
  };
  return (
    <div className="mt-2.5 grid gap-2">
      <p className="text-sm text-ink-2">
        One memory in these words, with the sources of all {chosen.length}. The first that was chosen stays;
        the others become part of it.
      </p>
      <ContentField
        label="Merged memory"
        value={content}
        onChange={setContent}
        onSave={() => void merge()}
        onCancel={onBack}
      />
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
      <div>
        <Button size="sm" look="primary" busy={saving} disabled={!may} onClick={() => void merge()}>
          Merge {chosen.length} into one
        </Button>
      </div>
    </div>
  );
}
