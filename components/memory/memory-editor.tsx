"use client";

import { useState, type SubmitEvent } from "react";
import type { Memory, MemoryKind, StoredMemoryType } from "@/types/memory";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { AgentChoice, Choice, ContentField, KINDS, mayStand, problemOf, StandingBox } from "./memory-fields";
import { KIND_NAMES, TYPE_NAMES } from "./memory-words";
import type { EditOutcome, MemoryWork } from "./use-memory-work";

type Draft = Pick<Memory, "content" | "type" | "kind" | "agentId" | "standing">;

type MemoryEditorProps = { memory: Memory; onEdit: MemoryWork["edit"]; onDone: () => void };

/** An entry being changed where it stands. What is typed stays until it is stored. */
export function MemoryEditor({ memory, onEdit, onDone }: MemoryEditorProps) {
  const [draft, setDraft] = useState<Draft>(memory);
  const [saving, setSaving] = useState(false);
  const [outcome, setOutcome] = useState<EditOutcome | null>(null);
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const may = draft.content.trim() !== "" && problemOf(draft.content) === null && !saving;
  const save = async () => {
    if (!may) return;
    const edit = changesOf(memory, draft);
    if (Object.keys(edit).length === 0) {
      onDone();
      return;
    }
    setSaving(true);
    const result = await onEdit(memory, edit);
    setSaving(false);
    setOutcome(result);
    if (result.status === "done") onDone();
  };
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form onSubmit={submitted} aria-label="Edit memory" className="grid gap-2 py-1">
      <ContentField
        label="Memory"
        value={draft.content}
        onChange={(content) => change({ content })}
        onSave={() => void save()}
        onCancel={onDone}
      />
      <EditorChoices draft={draft} onChange={change} />
      <Trouble outcome={outcome} memory={memory} />
      <div className="flex gap-1.5">
        <Button type="submit" size="sm" look="primary" busy={saving} disabled={!may}>
          Save
        </Button>
        <Button size="sm" look="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function EditorChoices({ draft, onChange }: { draft: Draft; onChange: (patch: Partial<Draft>) => void }) {
  const types = Object.keys(TYPE_NAMES) as StoredMemoryType[];
  const kindChanged = (kind: MemoryKind) => onChange(mayStand(kind) ? { kind } : { kind, standing: false });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Choice
        label="Type"
        value={draft.type}
        onChange={(chosen) => onChange({ type: types.find((one) => one === chosen) ?? draft.type })}
      >
        {types.map((type) => (
          <option key={type} value={type}>
            {TYPE_NAMES[type]}
          </option>
        ))}
      </Choice>
      <Choice
        label="Kind"
        value={draft.kind}
        onChange={(chosen) => kindChanged(KINDS.find((one) => one === chosen) ?? draft.kind)}
      >
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_NAMES[kind]}
          </option>
        ))}
      </Choice>
      <AgentChoice value={draft.agentId} onChange={(agentId) => onChange({ agentId })} />
      {mayStand(draft.kind) && (
        <StandingBox checked={draft.standing} onChange={(standing) => onChange({ standing })} />
      )}
    </div>
  );
}

/** Why it is not stored yet. */
function Trouble({ outcome, memory }: { outcome: EditOutcome | null; memory: Memory }) {
  if (outcome === null || outcome.status === "done") return null;
  if (outcome.status === "failed") {
    return (
      <p role="alert" className="text-sm text-danger">
        {outcome.why}
      </p>
    );
  }
  return (
    <Note tone="warning" role="alert">
      Changed on another device a moment ago. It says now: “{memory.content}” Save to put your words in their
      place.
    </Note>
  );
}

function changesOf(memory: Memory, draft: Draft): Partial<Draft> {
  const content = draft.content.trim();
  return {
    ...(content === memory.content ? {} : { content }),
    ...(draft.type === memory.type ? {} : { type: draft.type }),
    ...(draft.kind === memory.kind ? {} : { kind: draft.kind }),
    ...(draft.agentId === memory.agentId ? {} : { agentId: draft.agentId }),
    ...(draft.standing === memory.standing ? {} : { standing: draft.standing }),
  };
}
