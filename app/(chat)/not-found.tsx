import { MissingConversation } from "@/components/chat/missing-conversation";

export default function MissingConversationPage() {
  return <MissingConversation />;
}
