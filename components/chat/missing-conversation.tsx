"use client";

import { PageHeader } from "@/components/shell/page-header";
import { NotFound } from "./gone";

/** The page of an address that names no conversation of yours. */
export function MissingConversation() {
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <PageHeader name="Not found" />
      <div className="m-auto w-full max-w-measure px-7 max-sm:px-4">
        <NotFound deleted={false} heading="h1" />
      </div>
    </main>
  );
}
