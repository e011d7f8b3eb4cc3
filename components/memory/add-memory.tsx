"use client";

import { useState, type SubmitEvent } from "react";
import type { AgentId } from "@/types/ids";
import type { MemoryKind } from "@/types/memory";
import type { NewMemory } from "@/lib/client/memory-api";
import { Button } from "@/components/ui/button";
import { AgentChoice, Choice, ContentField, KINDS, mayStand, problemOf, StandingBox } from "./memory-fields";
import { KIND_NAMES } from "./memory-words";
import type { MemoryWork } from "./use-memory-work";

type AddMemoryProps = { onAdd: MemoryWork["add"]; onDone: () => void };

type Draft = { content: string; kind: MemoryKind | null; agentId: AgentId | null; standing: boolean };

const EMPTY: Draft = { content: "", kind: null, agentId: null, standing: true };

function useNewMemory({ onAdd, onDone }: AddMemoryProps) {
  const [draft, setDraft] = useState(EMPTY);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const may = draft.content.trim() !== "" && problemOf(draft.content) === null && !saving;
  const save = async () => {
    if (!may) return;
    setSaving(true);
    setFailure(null);
    try {
      await onAdd(wishOf(draft));
      onDone();
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That was not stored. Your text is still here.");
      setSaving(false);
    }
  };
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  return { draft, change, saving, failure, may, save };
}

function wishOf({ content, kind, agentId, standing }: Draft): NewMemory {
  return {
    content: content.trim(),
    ...(kind === null ? {} : { kind }),
    ...(agentId === null ? {} : { agentId }),
    ...(mayStand(kind) ? { standing } : {}),
  };
}

/** A memory written by hand. A refusal leaves what was typed. */
export function AddMemory(props: AddMemoryProps) {
  const { onDone } = props;
  const { draft, change, saving, failure, may, save } = useNewMemory(props);
  const { content, kind, agentId, standing } = draft;
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form
      onSubmit={submitted}
      aria-label="Add memory"
      className="mt-4 grid gap-2 rounded-said bg-sunken p-4 max-sm:p-3"
    >
      <ContentField
        label="New memory"
        value={content}
        placeholder="Something to remember, in one sentence"
        onChange={(typed) => change({ content: typed })}
        onSave={() => void save()}
        onCancel={onDone}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Choice
          label="Kind"
          value={kind ?? ""}
          onChange={(chosen) => change({ kind: KINDS.find((one) => one === chosen) ?? null })}
        >
          <option value="">From its words</option>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_NAMES[one]}
            </option>
          ))}
        </Choice>
        <AgentChoice value={agentId} onChange={(id) => change({ agentId: id })} />
        {mayStand(kind) && (
          <StandingBox checked={standing} onChange={(always) => change({ standing: always })} />
        )}
      </div>
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
      <div className="flex gap-1.5">
        <Button type="submit" look="primary" busy={saving} disabled={!may}>
          Remember
        </Button>
        <Button look="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
