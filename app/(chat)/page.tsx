import { redirect } from "next/navigation";
import { ChatScreen } from "@/components/chat/chat-screen";
import { requireSession } from "@/lib/server/page-session";
import { storesFor } from "@/lib/server/stores";

/** The latest conversation, or an empty one where there is none yet. */
export default async function HomePage() {
  const { conversations } = storesFor(await requireSession());
  const [latest] = await conversations.list({ limit: 1, before: null, agentId: null });
  if (latest) redirect(`/c/${latest.id}`);
  return <ChatScreen />;
}
