"use client";

import { useId, useState, type ReactNode } from "react";
import type { ContextDefaults } from "@/types/chat";
import type { MemoryStrategy } from "@/types/words";
import { NumberField } from "@/components/chat/number-field";
import {
  LEAST_BUDGET,
  LEAST_RESERVE,
  LEAST_THRESHOLD,
  LEAST_WINDOW,
  MOST_BUDGET,
  MOST_RESERVE,
  MOST_THRESHOLD,
  MOST_WINDOW,
} from "@/components/chat/ways-out";
import { STRATEGIES, STRATEGY_NAMES } from "@/components/context/strategy-names";
import { INPUT } from "@/components/ui/text-field";

type DefaultsFormProps = {
  legend: string;
  value: ContextDefaults;
  /** Whose wish holds where there is none here. */
  standIn: "the server" | "you";
  /** Throws with a message that may be shown. */
  onSave: (defaults: ContextDefaults) => Promise<void>;
};

/** What is said where a field is left empty. */
const EMPTY = {
  "the server": {
    budget: "8,000",
    threshold: "6,000",
    reserve: "Automatic",
    window: "All that fit",
    strategy: "Standard: Hybrid",
  },
  you: {
    budget: "As yours",
    threshold: "As yours",
    reserve: "As yours",
    window: "As yours",
    strategy: "As yours",
  },
} as const;

/** Each field is saved as it is left. An empty one leaves the choice to what stands in for it. */
export function DefaultsForm({ legend, value, standIn, onSave }: DefaultsFormProps) {
  const { saved, failure, set } = useDefaults(value, onSave);
  const empty = EMPTY[standIn];
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2.5 text-sm font-semibold">{legend}</legend>
      <StrategyChoice value={value.memoryStrategy} empty={empty.strategy} onChange={set} />
      <NumberField
        label="Token budget in tokens"
        value={value.maxTokens ?? null}
        least={LEAST_BUDGET}
        most={MOST_BUDGET}
        placeholder={empty.budget}
        onCommit={(maxTokens) => set({ maxTokens: maxTokens ?? undefined })}
        className={INPUT}
      />
      <NumberField
        label="Window size in messages"
        unit="messages"
        value={value.windowSize ?? null}
        least={LEAST_WINDOW}
        most={MOST_WINDOW}
        placeholder={empty.window}
        onCommit={(windowSize) => set({ windowSize: windowSize ?? undefined })}
        className={INPUT}
      />
      <NumberField
        label="Summarise from, in tokens"
        value={value.summaryThreshold ?? null}
        least={LEAST_THRESHOLD}
        most={MOST_THRESHOLD}
        placeholder={empty.threshold}
        onCommit={(summaryThreshold) => set({ summaryThreshold: summaryThreshold ?? undefined })}
        className={INPUT}
      />
      <NumberField
        label="Reply reserve in tokens"
        value={value.replyReserve ?? null}
        least={LEAST_RESERVE}
        most={MOST_RESERVE}
        placeholder={empty.reserve}
        onCommit={(replyReserve) => set({ replyReserve: replyReserve ?? undefined })}
        className={INPUT}
      />
      <p role="status" className="text-meta text-ink-3">
        {saved ? "Saved. New conversations start with it." : emptyWords(standIn)}
      </p>
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
    </fieldset>
  );
}

type Wish = { [Key in keyof ContextDefaults]: ContextDefaults[Key] | undefined };

function useDefaults(value: ContextDefaults, onSave: DefaultsFormProps["onSave"]) {
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const set = (wish: Wish) => {
    setSaved(false);
    setFailure(null);
    onSave(merged(value, wish))
      .then(() => setSaved(true))
      .catch((thrown: unknown) => {
        setFailure(thrown instanceof Error ? thrown.message : "That was not saved.");
      });
  };
  return { saved, failure, set };
}

/** The defaults with one wish changed; undefined takes it out. */
function merged(value: ContextDefaults, wish: Wish): ContextDefaults {
  const wishes = Object.entries({ ...value, ...wish }).filter(([, one]) => one !== undefined);
  return Object.fromEntries(wishes);
}

function emptyWords(standIn: DefaultsFormProps["standIn"]): string {
  return standIn === "you" ? "Empty: as yours." : "Empty: as the server has it.";
}

type StrategyChoiceProps = {
  value: MemoryStrategy | undefined;
  empty: string;
  onChange: (wish: Wish) => void;
};

function StrategyChoice({ value, empty, onChange }: StrategyChoiceProps) {
  return (
    <Choice
      label="Strategy"
      value={value ?? ""}
      onChange={(chosen) => onChange({ memoryStrategy: STRATEGIES.find((one) => one === chosen) })}
    >
      <option value="">{empty}</option>
      {STRATEGIES.map((strategy) => (
        <option key={strategy} value={strategy}>
          {STRATEGY_NAMES[strategy]}
        </option>
      ))}
    </Choice>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
};

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${INPUT} num h-8 max-w-[150px] px-2 text-sm max-sm:h-10 max-sm:max-w-[190px] max-sm:text-[1rem]`}
      >
        {children}
      </select>
    </div>
  );
}
