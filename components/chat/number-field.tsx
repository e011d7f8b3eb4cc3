"use client";

import { useId, useState, type KeyboardEvent } from "react";
import { tokenFigure } from "@/components/context/token-figure";
import { classNames } from "@/components/ui/class-names";

type NumberFieldProps = {
  label: string;
  /** null shows the placeholder. */
  value: number | null;
  least: number;
  most: number;
  placeholder?: string;
  /** What is counted, as an error names it: "tokens". */
  unit?: "tokens" | "messages";
  /** null: left empty, where a placeholder stands for it. Called on Enter and on leaving. */
  onCommit: (value: number | null) => void;
  className: string;
};

/** An exact number, of tokens or messages, checked before it is taken. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, least, most, placeholder, unit = "tokens", onCommit, className } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const commit = () => {
    if (typed === null) return;
    const parsed = parse(typed, { least, most, unit, mayBeEmpty: placeholder !== undefined });
    if (parsed.error !== null) {
      setError(parsed.error);
      return;
    }
    setError(null);
    setTyped(null);
    if (parsed.value !== value) onCommit(parsed.value);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    commit();
  };
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={typed ?? (value === null ? "" : tokenFigure(value))}
          placeholder={placeholder}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={pressed}
          className={classNames(
            className,
            "num h-8 max-w-[124px] px-2.5 text-right text-sm max-sm:h-10 max-sm:text-[1rem]",
          )}
        />
      </div>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-right text-meta text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

type Parsed = { value: number | null; error: null } | { error: string };

type Bounds = { least: number; most: number; unit: string; mayBeEmpty: boolean };

function parse(typed: string, { least, most, unit, mayBeEmpty }: Bounds): Parsed {
  const digits = typed.replace(/[\s,.’']/g, "");
  if (digits === "" && mayBeEmpty) return { value: null, error: null };
  if (!/^\d+$/.test(digits)) return { error: `A whole number of ${unit}` };
  const value = Number(digits);
  if (value < least) return { error: `At least ${tokenFigure(least)}` };
  if (value > most) return { error: `At most ${tokenFigure(most)}` };
  return { value, error: null };
}
