import type { MessageStore } from "@/lib/ports/message-store";
import type { Message } from "@/types/chat";

type Deps = { messages: Pick<MessageStore, "find" | "textSoFar"> };

/** A running reply with its text so far; every other message as it is. */
export async function withTextSoFar({ messages }: Deps, message: Message): Promise<Message> {
  if (message.status !== "streaming" || message.turnId === null) return message;
  const content = await messages.textSoFar(message.turnId);
  if (content !== "") return { ...message, content };
  // No stored text: it has none yet, or it has ended in between and its pieces are in the message now.
  return (await messages.find(message.id)) ?? message;
}
