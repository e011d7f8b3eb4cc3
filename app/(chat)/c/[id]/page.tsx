import { notFound } from "next/navigation";
import { ChatScreen } from "@/components/chat/chat-screen";
import { requireSession } from "@/lib/server/page-session";
import { storesFor } from "@/lib/server/stores";
import { conversationId } from "@/types/api";

/** One conversation. An id that is nobody's and one that is somebody else's look the same. */
export default async function ConversationPage({ params }: PageProps<"/c/[id]">) {
  const id = conversationId.safeParse((await params).id);
  if (!id.success) notFound();
  const { conversations } = storesFor(await requireSession());
  if ((await conversations.find(id.data)) === null) notFound();
  return <ChatScreen />;
}
