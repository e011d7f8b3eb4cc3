"use client";

import { useId, useState, type SubmitEvent } from "react";
import type { Agent, ProviderStatus } from "@/types/chat";
import type { ProviderId } from "@/types/words";
import { ModelSelect } from "@/components/chat/model-select";
import { providerOf } from "@/components/chat/model-options";
import { Button } from "@/components/ui/button";
import { SwitchField } from "@/components/ui/switch-field";
import { INPUT, TextField } from "@/components/ui/text-field";

type AgentPatch = Pick<Agent, "name" | "systemPrompt" | "provider" | "model"> &
  Required<Pick<Agent, "memory" | "recallPast">>;

type AgentFormProps = {
  agent: Agent;
  providers: readonly ProviderStatus[];
  /** Throws with a message that may be shown. */
  onSave: (patch: AgentPatch) => Promise<void>;
};

const MOST_PROMPT = 32_000;
const MOST_NAME = 80;

/** Nothing is saved before Save is pressed; a refusal keeps what was typed. */
export function AgentForm({ agent, providers, onSave }: AgentFormProps) {
  const { draft, change, state, failure, save } = useAgentDraft(agent, onSave);
  const provider = providerOf(draft.provider, providers);
  const problem = failure ?? problemOf(draft);
  const changed = isChanged(draft, agent);
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form onSubmit={submitted} className="grid gap-4">
      <TextField label="Name" value={draft.name} onChange={(event) => change({ name: event.target.value })} />
      <PromptField value={draft.systemPrompt} onChange={(systemPrompt) => change({ systemPrompt })} />
      <div className="grid gap-4 sm:grid-cols-2">
        <ProviderSelect
          value={draft.provider}
          providers={providers}
          onChange={(chosen) => change({ provider: chosen, model: null })}
        />
        <ModelSelect
          label="Model"
          value={draft.model}
          standIn={provider ? provider.defaultModel : null}
          standInWords="The provider’s"
          models={provider ? provider.models : []}
          onChange={(model) => change({ model })}
        />
      </div>
      <MemorySwitches draft={draft} onChange={change} />
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          look="primary"
          busy={state === "saving"}
          disabled={!changed || problemOf(draft) !== null || state === "saving"}
        >
          Save
        </Button>
        <span role="status" className="text-sm text-ink-3">
          {state === "saved" ? "Saved. It holds from the next message on." : ""}
        </span>
        {problem && (
          <span role="alert" className="text-sm text-danger">
            {problem}
          </span>
        )}
      </div>
    </form>
  );
}

function isChanged(draft: AgentPatch, agent: Agent): boolean {
  const stored = patchOf(agent);
  const keys = Object.keys(stored) as (keyof AgentPatch)[];
  return keys.some((key) => draft[key] !== stored[key]);
}

function patchOf({ name, systemPrompt, provider, model, memory, recallPast }: Agent): AgentPatch {
  return { name, systemPrompt, provider, model, memory: memory ?? true, recallPast: recallPast ?? true };
}

function useAgentDraft(agent: Agent, onSave: AgentFormProps["onSave"]) {
  const [draft, setDraft] = useState(() => patchOf(agent));
  const [state, setState] = useState<"idle" | "saving" | "saved">("idle");
  const [failure, setFailure] = useState<string | null>(null);
  const change = (patch: Partial<AgentPatch>) => {
    setDraft({ ...draft, ...patch });
    setState("idle");
    setFailure(null);
  };
  const save = async () => {
    setState("saving");
    setFailure(null);
    try {
      const named = { ...draft, name: draft.name.trim() };
      await onSave(named);
      setDraft(named);
      setState("saved");
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That was not saved. Your text is still here.");
      setState("idle");
    }
  };
  return { draft, change, state, failure, save };
}

type SwitchesProps = { draft: AgentPatch; onChange: (patch: Partial<AgentPatch>) => void };

function MemorySwitches({ draft, onChange }: SwitchesProps) {
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <SwitchField
        label="Memory"
        note="Remembers what you tell it, and is told what is remembered."
        checked={draft.memory}
        onChange={(memory) => onChange({ memory })}
      />
      <SwitchField
        label="Recall past conversations"
        note="What was said in others may be quoted where it fits. A conversation can turn it off for itself."
        checked={draft.recallPast}
        onChange={(recallPast) => onChange({ recallPast })}
      />
    </div>
  );
}

function problemOf({ name, systemPrompt }: AgentPatch): string | null {
  if (name.trim() === "") return "The agent needs a name.";
  if (Array.from(name).length > MOST_NAME) return `A name has at most ${MOST_NAME} characters.`;
  const length = Array.from(systemPrompt).length;
  if (length <= MOST_PROMPT) return null;
  return `The instructions are ${(length - MOST_PROMPT).toLocaleString("en")} characters too long.`;
}

function PromptField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-[5px] block text-sm font-medium">
        Instructions
      </label>
      <textarea
        id={id}
        aria-describedby={`${id}-note`}
        rows={7}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${INPUT} scroll-thin max-h-[60dvh] min-h-32 resize-y px-[11px] py-2 [field-sizing:content]`}
      />
      <p id={`${id}-note`} className="mt-1 text-meta text-ink-3">
        The system prompt. A longer one leaves less room for the conversation.
      </p>
    </div>
  );
}

type ProviderSelectProps = {
  value: ProviderId | null;
  providers: readonly ProviderStatus[];
  onChange: (provider: ProviderId | null) => void;
};

function ProviderSelect({ value, providers, onChange }: ProviderSelectProps) {
  const id = useId();
  const standard = providerOf(null, providers);
  return (
    <div>
      <label htmlFor={id} className="mb-[5px] block text-sm font-medium">
        Provider
      </label>
      <select
        id={id}
        value={value ?? ""}
        onChange={(event) => onChange(providers.find((one) => one.id === event.target.value)?.id ?? null)}
        className={`${INPUT} h-9 px-2 text-sm max-sm:h-11 max-sm:text-[1rem]`}
      >
        <option value="">{standard ? `The server’s: ${standard.name}` : "The server’s"}</option>
        {providers.map((provider) => (
          <option key={provider.id} value={provider.id} disabled={!provider.configured}>
            {provider.name}
            {provider.configured ? "" : " (not set up)"}
          </option>
        ))}
      </select>
    </div>
  );
}
