import { useId } from "react";
import type { ModelInfo } from "@/types/chat";
import { INPUT } from "@/components/ui/text-field";
import { shortModelName } from "./model-options";

type ModelSelectProps = {
  label: string;
  /** null: what stands in for it. */
  value: string | null;
  standIn: string | null;
  standInWords: string;
  models: readonly ModelInfo[];
  onChange: (model: string | null) => void;
};

/** Models of a provider's list, and the one that stands in where none is chosen. */
export function ModelSelect({ label, value, standIn, standInWords, models, onChange }: ModelSelectProps) {
  const id = useId();
  const unlisted = value !== null && !models.some((model) => model.id === value);
  return (
    <div>
      <label htmlFor={id} className="mb-[5px] block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        className={`${INPUT} h-9 px-2 text-sm max-sm:h-11 max-sm:text-[1rem]`}
      >
        <option value="">{standIn ? `${standInWords}: ${shortModelName(standIn)}` : standInWords}</option>
        {unlisted && <option value={value}>{shortModelName(value)} (not in the list)</option>}
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {shortModelName(model.name)}
          </option>
        ))}
      </select>
    </div>
  );
}
