import Link from "next/link";
import type { RecalledFacts } from "@/types/recall";
import { messageAddress } from "@/components/shell/chat-address";
import { recalledWhere } from "./recalled-words";

type Where = Pick<RecalledFacts, "kind" | "id" | "conversationId" | "title" | "seq" | "role" | "saidAt">;

/** Where something recalled comes from, as the way to it: the message in its conversation, or the memory on its page. */
export function RecalledSource({ of }: { of: Where }) {
  const words = recalledWhere(of);
  const look = "num text-xs leading-[18px] text-link [overflow-wrap:anywhere]";
  if (of.kind === "memory") {
    return (
      <Link href={`/memories#${of.id}`} className={look}>
        {words}
      </Link>
    );
  }
  if (of.conversationId === null || of.seq === null) return <span className={look}>{words}</span>;
  return (
    <Link href={messageAddress(of.conversationId, of.seq)} className={look}>
      {words}
    </Link>
  );
}
