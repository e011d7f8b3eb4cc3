import { capitalised, spanWords } from "@/components/context/span-words";

type JumpLinkProps = { from: number; to: number; onJump: (seq: number) => void };

/** Names messages and shows the first of them in the transcript. */
export function JumpLink({ from, to, onJump }: JumpLinkProps) {
  return (
    <button
      type="button"
      onClick={() => onJump(from)}
      className="num inline-flex min-h-[26px] items-center text-xs text-link max-sm:min-h-9 max-sm:text-sm"
    >
      {capitalised(spanWords({ from, to }))}
    </button>
  );
}
