import { ChevronDown } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

type FilterSelectProps<Value extends string> = {
  label: string;
  value: Value;
  /** The first one filters nothing. */
  options: readonly { value: Value; name: string }[];
  onChange: (value: Value) => void;
};

/** One filter as a chip. It is a list of the browser's own, which every device knows how to show. */
export function FilterSelect<Value extends string>(props: FilterSelectProps<Value>) {
  const { label, value, options, onChange } = props;
  const set = value !== options[0]?.value;
  return (
    <span className="relative inline-flex shrink-0">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={classNames(
          "eased h-[30px] max-w-60 cursor-pointer appearance-none [field-sizing:content] truncate rounded-md pr-7 pl-[11px] text-sm inset-ring max-sm:h-[38px]",
          set
            ? "bg-accent-soft font-medium inset-ring-accent"
            : "bg-raised inset-ring-line-strong hover:bg-hover",
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-ink">
            {option.name}
          </option>
        ))}
      </select>
      <Icon
        of={ChevronDown}
        size={14}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
