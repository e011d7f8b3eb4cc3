"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { chatKeyOf } from "@/components/shell/chat-address";
import { useFollowsAddress } from "@/components/shell/use-open-chat";
import { ConversationView } from "./conversation-view";
import { preloadMarkdown } from "./markdown/markdown";

/** The chat of whatever conversation the address names. Changing between conversations mounts nothing anew but this. */
export function ChatScreen() {
  const key = chatKeyOf(usePathname()) ?? "new";
  useFollowsAddress();
  useEffect(preloadMarkdown, []);
  return <ConversationView chat={key} />;
}
