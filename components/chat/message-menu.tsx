"use client";

import { BookmarkPlus, Pin, PinOff, Shrink, Trash2, Undo2, VolumeX } from "lucide-react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useContextContents } from "@/lib/client/hooks/use-context-contents";
import type { MarkChange } from "@/lib/domain/sync/chat-event";
import type { ContextContents, ContextItem } from "@/types/context";
import { Price } from "@/components/context/price";
import type { Mark } from "@/components/context/use-marks";
import Menu, { type MenuItem } from "@/components/ui/menu";
import type { MarkedEntry } from "./message-actions";

export type MessageMenuProps = {
  chat: ConversationKey;
  entry: MarkedEntry;
  anchor: HTMLElement;
  byKeyboard: boolean;
  mark: Mark;
  /** null where nothing is remembered. */
  onRemember: (() => void) | null;
  onDelete: () => void;
  onClose: () => void;
};

/** Pin, mute and compress one message, each with its price. Compressing is priced by the server first. */
export default function MessageMenu(props: MessageMenuProps) {
  const { chat, entry, anchor, byKeyboard, mark, onRemember, onDelete, onClose } = props;
  const contents = useContextContents(chat);
  const prices = pricesOf(entry, contents);
  const act = (change: MarkChange, price: number) => () => {
    anchor.focus();
    mark([entry], change, price);
  };
  const { pinned, muted, compressed } = entry;
  const items: MenuItem[] = [
    {
      label: pinned ? "Unpin" : "Pin",
      icon: pinned ? PinOff : Pin,
      aside: <Price tokens={prices.pin} />,
      onSelect: act({ pinned: !pinned }, prices.pin),
    },
    {
      label: muted ? "Unmute" : "Mute",
      icon: muted ? Undo2 : VolumeX,
      aside: <Price tokens={prices.mute} />,
      onSelect: act({ muted: !muted }, prices.mute),
    },
  ];
  if (prices.compress !== null) {
    items.push({
      label: compressed ? "Word for word" : "Compress",
      icon: compressed ? Undo2 : Shrink,
      aside: prices.compress === "counting" ? "Counting" : <Price tokens={prices.compress} />,
      disabled: prices.compress === "counting",
      onSelect: prices.compress === "counting" ? onClose : act({ compressed: !compressed }, prices.compress),
    });
  }
  items.push(...lasting(onRemember, onDelete));
  return (
    <Menu label="More actions" anchor={anchor} byKeyboard={byKeyboard} items={items} onClose={onClose} />
  );
}

/** What outlasts the conversation, or ends a part of it. */
function lasting(onRemember: MessageMenuProps["onRemember"], onDelete: () => void): MenuItem[] {
  const remember = onRemember && { label: "Remember this", icon: BookmarkPlus, onSelect: onRemember };
  const remove = { label: "Delete exchange", icon: Trash2, danger: true, onSelect: onDelete };
  return remember ? [remember, remove] : [remove];
}

type Prices = { pin: number; mute: number; compress: number | "counting" | null };

/** Tokens each turn. What is in the call is priced by the server; the rest by the message's own count. */
function pricesOf(entry: MarkedEntry, contents: ContextContents | null): Prices {
  const tokens = entry.tokenCount ?? 0;
  const own = { pin: entry.pinned ? -tokens : tokens, mute: entry.muted ? tokens : -tokens };
  if (!contents) return { ...own, compress: entry.muted ? null : "counting" };
  const item = contents.items.find(({ message }) => message?.id === entry.id);
  if (item) return pricesIn(item.prices, own);
  const out = contents.leftOut.find(({ message }) => message?.id === entry.id);
  // Muting what is not in the call frees nothing now.
  return { pin: own.pin, mute: entry.muted ? (out?.price ?? tokens) : 0, compress: null };
}

function pricesIn(prices: ContextItem["prices"], own: { pin: number; mute: number }): Prices {
  return { pin: prices.pin ?? own.pin, mute: prices.mute ?? own.mute, compress: prices.compress };
}
