import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LabScreen } from "@/components/lab/lab-screen";
import { requireSession } from "@/lib/server/page-session";
import { storesFor } from "@/lib/server/stores";
import { conversationId } from "@/types/api";

export const metadata: Metadata = { title: "Strategy lab · Throughline" };

/** One conversation under every strategy. An id that is nobody's and one that is somebody else's look the same. */
export default async function LabPage({ params }: PageProps<"/c/[id]/lab">) {
  const id = conversationId.safeParse((await params).id);
  if (!id.success) notFound();
  const { conversations } = storesFor(await requireSession());
  const conversation = await conversations.find(id.data);
  if (conversation === null) notFound();
  return <LabScreen key={id.data} conversation={conversation} />;
}
