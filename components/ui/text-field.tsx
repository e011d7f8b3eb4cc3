import { useId, type ComponentProps, type ReactNode } from "react";
import { classNames } from "./class-names";

export const INPUT =
  "ring-own w-full rounded-md border border-control bg-raised text-ink focus-visible:border-focus focus-visible:ring-1 focus-visible:ring-focus aria-invalid:border-danger disabled:border-line-strong disabled:bg-panel disabled:text-ink-disabled";

type TextFieldProps = ComponentProps<"input"> & {
  label: string;
  /** Under the input; replaced by `error`. */
  hint?: ReactNode;
  error?: string | null;
};

/** A labelled input. The error is tied to it and read once. */
export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error) || Boolean(hint);
  return (
    <div>
      <label htmlFor={id} className="mb-[5px] block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hasNote ? noteId : undefined}
        className={classNames(INPUT, className ?? "h-9 px-[11px]")}
        {...rest}
      />
      {hasNote && (
        <p
          id={noteId}
          role={error ? "alert" : undefined}
          className={classNames("mt-1.5 text-meta", error ? "text-danger" : "text-ink-3")}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
