"use client";

import type { ApiFailure } from "@/lib/client/api-failure";
import { Note } from "@/components/ui/note";

/** What the server said to the message that came back into the composer. Too long is told by the meter's own note. */
export function Refusal({ failure }: { failure: ApiFailure | null }) {
  if (!failure || failure.code === "message_over_budget") return null;
  return (
    <Note tone="danger" role="alert">
      {failure.message} The text is still here.
    </Note>
  );
}
