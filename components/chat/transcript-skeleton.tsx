import { Skeleton } from "@/components/ui/skeleton";

const SHAPES = [
  ["96px", "88%", "62%"],
  ["132px", "97%", "91%", "94%", "38%"],
] as const;

/** The shapes of messages that are on their way; shown after 200 ms. */
export function TranscriptSkeleton() {
  return (
    <div role="status" aria-label="Loading conversation">
      {SHAPES.map((widths, index) => (
        <div key={index} className="relative pt-0.5 pb-[26px] pl-7 max-sm:pl-[18px]">
          <i aria-hidden className="late spine spine-loading" />
          {widths.map((width) => (
            <Skeleton key={width} width={width} />
          ))}
        </div>
      ))}
    </div>
  );
}
