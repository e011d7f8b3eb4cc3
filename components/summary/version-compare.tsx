"use client";

import { Split } from "lucide-react";
import { useId, useMemo, useState } from "react";
import type { Summary } from "@/types/summary";
import { tokenFigure } from "@/components/context/token-figure";
import { INPUT } from "@/components/ui/text-field";
import { SmallAction } from "./small-action";
import { wordCount, wordDiff, type DiffPart } from "./word-diff";

type VersionCompareProps = {
  /** Newest first, two at least. */
  versions: readonly Summary[];
  active: number | null;
};

/** Two versions read against each other, once that is asked for: words that came in and words that went. */
export function VersionCompare(props: VersionCompareProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="-ml-1.5">
      <SmallAction icon={Split} aria-expanded={open} onClick={() => setOpen(!open)}>
        Compare two versions
      </SmallAction>
      {open && <Comparison {...props} />}
    </div>
  );
}

function Comparison({ versions, active }: VersionCompareProps) {
  const first = versions.find(({ version }) => version === active) ?? versions[0];
  const [newer, setNewer] = useState(first?.version ?? 0);
  const [older, setOlder] = useState(() => neighbour(versions, first));
  const parts = useMemo(
    () => wordDiff(textOf(versions, older), textOf(versions, newer)),
    [versions, older, newer],
  );
  return (
    <div className="ml-1.5">
      <div className="mt-1 grid grid-cols-2 gap-2">
        <VersionSelect label="From" value={older} versions={versions} onChange={setOlder} />
        <VersionSelect label="To" value={newer} versions={versions} onChange={setNewer} />
      </div>
      <p role="status" className="num mt-2 text-xs text-ink-3">
        {differenceWords(parts)}
      </p>
      <div
        role="region"
        aria-label={`Changes from version ${older} to version ${newer}`}
        tabIndex={0}
        className="scroll-thin mt-1 max-h-72 overflow-y-auto rounded-said bg-canvas px-3 py-2.5 text-sm whitespace-pre-wrap inset-ring inset-ring-line [overflow-wrap:anywhere]"
      >
        {parts.map((part, index) => (
          <Part key={index} part={part} />
        ))}
      </div>
    </div>
  );
}

function Part({ part }: { part: DiffPart }) {
  switch (part.kind) {
    case "same":
      return <span>{part.text}</span>;
    case "added":
      return <ins className="rounded-[3px] bg-success-soft decoration-success">{part.text}</ins>;
    case "removed":
      return <del className="rounded-[3px] bg-danger-soft text-ink-2 decoration-danger">{part.text}</del>;
    default:
      return part.kind satisfies never;
  }
}

type VersionSelectProps = {
  label: string;
  value: number;
  versions: readonly Summary[];
  onChange: (version: number) => void;
};

function VersionSelect({ label, value, versions, onChange }: VersionSelectProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs text-ink-3">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className={`${INPUT} h-8 px-2 text-sm max-sm:h-11 max-sm:text-[1rem]`}
      >
        {versions.map(({ version }) => (
          <option key={version} value={version}>
            Version {version}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The version before, or after where it is the first. */
function neighbour(versions: readonly Summary[], of: Summary | undefined): number {
  const index = of ? versions.indexOf(of) : 0;
  return (versions[index + 1] ?? versions[index - 1] ?? of)?.version ?? 0;
}

/** Lines, then the ledger: all the words that this version brings into a call. */
function textOf(versions: readonly Summary[], version: number): string {
  const summary = versions.find((one) => one.version === version);
  if (!summary) return "";
  const ledger = summary.facts.filter(({ where }) => where === "ledger");
  return [...summary.lines, ...ledger].map(({ text }) => text).join("\n");
}

function differenceWords(parts: readonly DiffPart[]): string {
  const count = (kind: DiffPart["kind"]) =>
    parts.reduce((sum, part) => sum + (part.kind === kind ? wordCount(part.text) : 0), 0);
  const [added, removed] = [count("added"), count("removed")];
  if (added === 0 && removed === 0) return "the same words";
  return `${tokenFigure(added)} ${added === 1 ? "word" : "words"} added, ${tokenFigure(removed)} removed`;
}
