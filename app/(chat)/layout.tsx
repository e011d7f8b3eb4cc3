import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Workspace } from "@/components/shell/workspace";
import { requireSession } from "@/lib/server/page-session";
import { storesFor } from "@/lib/server/stores";

/** Around every page of somebody who is signed in; it stays while the pages change. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const profile = await storesFor(await requireSession()).profile.read();
  // The token still holds, but its account is closed.
  if (profile === null) redirect("/auth/ended");
  return <Workspace profile={profile}>{children}</Workspace>;
}
