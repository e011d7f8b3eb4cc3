import { Button } from "@/components/ui/button";

export type Earlier = {
  /** Messages that are stored and not loaded. */
  count: number;
  loading: boolean;
  failed: boolean;
  load: () => void;
};

/** The way to older messages that does not need a pointer. */
export function EarlierMessages({ count, loading, failed, load }: Earlier) {
  const words =
    count === 1 ? "Show 1 earlier message" : `Show ${count.toLocaleString("en")} earlier messages`;
  return (
    <div className="flex items-center gap-2.5 pb-[22px] pl-7 text-meta text-ink-3 max-sm:pl-[18px]">
      <Button size="sm" busy={loading} onClick={load}>
        {count > 0 ? words : "Show earlier messages"}
      </Button>
      {failed && <span>They could not be read. Try again.</span>}
    </div>
  );
}
