import { useId } from "react";

type SwitchFieldProps = {
  label: string;
  note: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
};

/** Something that is on or off, and what that means. */
export function SwitchField({ label, note, checked, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div>
      <label className="inline-flex min-h-8 items-center gap-2 text-sm font-medium max-sm:min-h-10">
        <input
          type="checkbox"
          role="switch"
          aria-describedby={id}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          className="size-4 accent-accent"
        />
        {label}
      </label>
      <p id={id} className="text-meta text-ink-3">
        {note}
      </p>
    </div>
  );
}
