"use client";

import { Command } from "cmdk";
import { Library, MessageSquareText, Plus, Search, Settings, type LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useState, type ReactNode } from "react";
import { useConversationList } from "@/lib/client/hooks/use-conversation-list";
import { useSearch } from "@/lib/client/hooks/use-search";
import type { SearchHit, SnippetPart } from "@/types/search";
import { chatAddress } from "@/components/shell/chat-address";
import { useOpenChat } from "@/components/shell/use-open-chat";
import { Icon } from "@/components/ui/icon";
import { inertRest } from "@/components/ui/inert-rest";
import { hitKey } from "./group-hits";
import { hitAddress, type HitAddress } from "./hit-address";
import { MarkedText } from "./marked-text";
import { searchAddress, type SearchAddress } from "./search-address";

type PaletteProps = { onNewChat: () => void; onClose: () => void };

/** Before anything is typed: the conversations that were last talked in. */
const RECENT = 5;
const HITS = 7;

/** Everything by its name or its words, from the keyboard. */
export default function Palette({ onNewChat, onClose }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const q = typed.trim();
  const { answer, loading, failure } = useSearch(q === "" ? null : { q, limit: HITS });
  const hits = answer?.hits ?? NONE;
  const go = useGo(onClose);
  const [chosen, setChosen] = useChosen(hits);
  const newChat = () => {
    onClose();
    onNewChat();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Content
          ref={inertRest}
          aria-describedby={undefined}
          className="risen fixed top-[12vh] left-1/2 z-50 flex max-h-[72vh] w-[calc(100vw-2rem)] max-w-[600px] -translate-x-1/2 flex-col overflow-hidden rounded-[14px] bg-raised shadow-3"
        >
          <Dialog.Title className="sr-only">Find anything</Dialog.Title>
          <Command
            shouldFilter={false}
            loop
            value={chosen}
            onValueChange={setChosen}
            label="Find anything"
            className="flex min-h-0 flex-col"
          >
            <div className="relative shrink-0 border-b border-line">
              <Icon of={Search} className="pointer-events-none absolute top-[17px] left-4 text-ink-3" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                maxLength={1_000}
                placeholder="Find a conversation, or anything that was said"
                className="ring-own h-[50px] w-full bg-transparent pr-4 pl-11 text-[1rem] outline-none"
              />
            </div>
            <Choices q={q} hits={hits} go={go} onNewChat={newChat} />
            <p
              role="status"
              className="shrink-0 border-t border-line px-4 py-2 text-meta text-ink-3 empty:hidden"
            >
              {failure ? failure.message : stateWords(q, loading, answer && hits.length)}
            </p>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ChoicesProps = { q: string; hits: readonly SearchHit[]; go: Go; onNewChat: () => void };

function Choices({ q, hits, go, onNewChat }: ChoicesProps) {
  return (
    <Command.List className="scroll-thin min-h-0 overflow-y-auto p-[5px]">
      {q === "" ? <Recent go={go} /> : <Found hits={hits} go={go} />}
      <Command.Group>
        {q === "" ? (
          <Places go={go} onNewChat={onNewChat} />
        ) : (
          <Item icon={Search} value="search" onSelect={() => go.page(searchAddress({ q }))}>
            Search everything for “{q}”
          </Item>
        )}
      </Command.Group>
    </Command.List>
  );
}

const NONE: readonly SearchHit[] = [];

/** New results are chosen from their first, whatever stood there before. */
function useChosen(hits: readonly SearchHit[]): [string, (value: string) => void] {
  const [chosen, setChosen] = useState("");
  const [known, setKnown] = useState(hits);
  if (known !== hits) {
    setKnown(hits);
    setChosen(hits[0] ? hitKey(hits[0]) : "search");
  }
  return [chosen, setChosen];
}

function stateWords(q: string, loading: boolean, found: number | null): string {
  if (q === "" || found === null) return loading ? "Searching" : "";
  return found === 0 && !loading ? `Nothing matches “${q}”.` : "";
}

type Go = {
  page: (address: HitAddress | SearchAddress | "/settings") => void;
  chat: (address: `/c/${string}`) => void;
};

function useGo(onClose: () => void): Go {
  const router = useRouter();
  const openChat = useOpenChat();
  return {
    page: (address) => {
      onClose();
      router.push(address);
    },
    chat: (address) => {
      onClose();
      openChat(address);
    },
  };
}

function Recent({ go }: { go: Go }) {
  const { items } = useConversationList();
  if (items.length === 0) return null;
  return (
    <Command.Group heading="Conversations" className={GROUP}>
      {items.slice(0, RECENT).map(({ id, title }) => (
        <Item key={id} icon={MessageSquareText} value={id} onSelect={() => go.chat(chatAddress(id))}>
          {title}
        </Item>
      ))}
    </Command.Group>
  );
}

function Found({ hits, go }: { hits: readonly SearchHit[]; go: Go }) {
  const open = (hit: SearchHit) => {
    const address = hitAddress(hit);
    if (address.startsWith("/c/")) go.chat(address as `/c/${string}`);
    else go.page(address);
  };
  return (
    <Command.Group>
      {hits.map((hit) => (
        <Item
          key={hitKey(hit)}
          icon={hit.kind === "memory" ? Library : MessageSquareText}
          value={hitKey(hit)}
          aside={hit.kind === "message" || hit.kind === "summary" ? hit.title : null}
          onSelect={() => open(hit)}
        >
          <MarkedText parts={beginning(hit.snippet)} />
        </Item>
      ))}
    </Command.Group>
  );
}

/** One line of it. */
function beginning(parts: readonly SnippetPart[]): SnippetPart[] {
  return parts.map(({ text, hit }) => ({ text: text.replace(/\s+/g, " "), hit }));
}

function Places({ go, onNewChat }: { go: Go; onNewChat: () => void }) {
  return (
    <>
      <Item icon={Plus} value="new" onSelect={onNewChat}>
        New chat
      </Item>
      <Item icon={Library} value="memories" onSelect={() => go.page("/memories#")}>
        Memories
      </Item>
      <Item icon={Settings} value="settings" onSelect={() => go.page("/settings")}>
        Settings
      </Item>
    </>
  );
}

const GROUP =
  "[&_[cmdk-group-heading]]:px-[9px] [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3";

type ItemProps = {
  icon: LucideIcon;
  value: string;
  aside?: string | null;
  onSelect: () => void;
  children: ReactNode;
};

function Item({ icon, value, aside, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-[9px] rounded-[7px] px-[9px] text-sm data-[selected=true]:bg-hover max-sm:min-h-11"
    >
      <Icon of={icon} className="text-ink-3" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside && <span className="max-w-[40%] shrink-0 truncate text-meta text-ink-3">{aside}</span>}
    </Command.Item>
  );
}
