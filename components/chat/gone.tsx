"use client";

import { useSidebarControl } from "@/components/shell/sidebar-control";
import { Button } from "@/components/ui/button";

const BOX = "instead ml-7 py-6 max-sm:ml-0";
const TITLE = "font-serif text-[1.375rem] leading-7 font-[480] tracking-[-0.012em]";

type NotFoundProps = { deleted: boolean; /** h1 where it is the whole page. */ heading?: "h1" | "h3" };

/** For an address that is not one of yours, which may be anybody's or nobody's. */
export function NotFound({ deleted, heading: Heading = "h3" }: NotFoundProps) {
  const { newChat } = useSidebarControl();
  return (
    <div className={BOX}>
      <Heading className={TITLE}>
        {deleted ? "This conversation was deleted" : "There is no conversation here"}
      </Heading>
      <p className="mt-2 text-lead text-ink-2">
        {deleted
          ? "It was deleted a moment ago, here or on another device."
          : "It may have been deleted, or it belongs to another account. Your own are in the sidebar."}
      </p>
      <Button look="primary" className="mt-4" onClick={newChat}>
        Start a new chat
      </Button>
    </div>
  );
}

export function LoadFailed({ message, onReload }: { message: string | null; onReload: () => void }) {
  return (
    <div className={BOX} role="alert">
      <h3 className={TITLE}>The messages could not be read</h3>
      <p className="mt-2 text-lead text-ink-2">{message ?? "Nothing is lost; they are stored."}</p>
      <Button className="mt-4" onClick={onReload}>
        Read again
      </Button>
    </div>
  );
}
