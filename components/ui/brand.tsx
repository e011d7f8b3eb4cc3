import { classNames } from "./class-names";

/** The wordmark: what was said, thinning into the distance. */
export function Brand({ className }: { className?: string }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-[9px] font-serif text-[1.0625rem] leading-6 font-[560] tracking-[-0.005em]",
        className,
      )}
    >
      <svg viewBox="0 0 26 8" width={26} height={8} aria-hidden fill="currentColor">
        <circle cx="1.5" cy="4" r="1.5" />
        <circle cx="6.5" cy="4" r="1.5" />
        <rect x="10" y="2.5" width="5" height="3" rx="1.5" />
        <rect x="17" y="2.5" width="9" height="3" rx="1.5" />
      </svg>
      Throughline
    </span>
  );
}
