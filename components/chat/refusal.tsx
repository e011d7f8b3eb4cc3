"use client";

import type { ApiFailure } from "@/lib/client/api-failure";
import { Note } from "@/components/ui/note";

/** What the server said to the message that came back into the composer. */
export function Refusal({ failure }: { failure: ApiFailure }) {
  return (
    <Note tone="danger" role="alert">
      {failure.message} The text is still here.
    </Note>
  );
}
