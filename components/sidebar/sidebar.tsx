"use client";

import { ChartColumn, Download, Pencil, Trash2 } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useMemo, useState, type ComponentProps, type MouseEvent } from "react";
import { downloadExport } from "@/lib/client/download-export";
import { useConversationList, useListActions } from "@/lib/client/hooks/use-conversation-list";
import { useNow } from "@/lib/client/hooks/use-now";
import { useProfile } from "@/lib/client/hooks/use-profile";
import { useAgents } from "@/lib/client/hooks/use-settings";
import type { Conversation } from "@/types/chat";
import type { ExportFormat } from "@/types/export";
import type { ConversationId } from "@/types/ids";
import type { MemoryId } from "@/types/memory";
import { labAddress, labKeyOf } from "@/components/lab/lab-address";
import { chatAddress, chatKeyOf } from "@/components/shell/chat-address";
import { useOpenChat } from "@/components/shell/use-open-chat";
import { ConversationList } from "./conversation-list";
import type { RowActions } from "./conversation-row";
import { DeleteDialog } from "./delete-dialog";
import { SidebarFoot } from "./sidebar-foot";
import { SidebarFrame } from "./sidebar-frame";

const Menu = lazy(() => import("@/components/ui/menu"));

type SidebarProps = {
  drawer: boolean;
  onNewChat: () => void;
  onHide: () => void;
  /** Another page is about to show. */
  onLeave: () => void;
};

type Options = { conversation: Conversation; anchor: HTMLElement; byKeyboard: boolean };

/** Everything beside the conversation: the way to all the others. */
export function Sidebar({ drawer, onNewChat, onHide, onLeave }: SidebarProps) {
  const pathname = usePathname();
  const key = chatKeyOf(pathname) ?? labKeyOf(pathname);
  const openLab = useOpenLab(onLeave);
  const { profile } = useProfile();
  const openChat = useOpenChat();
  const { rename, remove } = useListActions();
  const [options, setOptions] = useState<Options | null>(null);
  const [deleting, setDeleting] = useState<Options | null>(null);
  const [renaming, setRenaming] = useState<ConversationId | null>(null);

  const actions = useMemo<RowActions>(
    () => ({
      open: (event, id) => follow(event, () => openChat(chatAddress(id)), onLeave),
      options: (conversation, anchor, byKeyboard) => setOptions({ conversation, anchor, byKeyboard }),
      rename,
      renameDone: (id, byKeyboard) => {
        setRenaming(null);
        if (byKeyboard) requestAnimationFrame(() => focusRow(id));
      },
    }),
    [openChat, rename, onLeave],
  );
  const removeOne = async ({ id }: Conversation, keep: readonly MemoryId[]) => {
    const receipt = await remove(id, keep);
    if (id === key) openChat("/new");
    return receipt;
  };
  return (
    <>
      <SidebarFrame drawer={drawer} onNewChat={onNewChat} onHide={onHide} onLeave={onLeave}>
        <ListedConversations
          current={key === "new" ? null : key}
          renaming={renaming}
          menuFor={options?.conversation.id ?? null}
          actions={actions}
        />
        <SidebarFoot profile={profile} onSettings={pathname === "/settings"} onLeave={onLeave} />
      </SidebarFrame>
      {options && (
        <RowMenu
          options={options}
          onRename={() => setRenaming(options.conversation.id)}
          onLab={() => openLab(options.conversation.id)}
          onExport={(format) => downloadExport(options.conversation.id, format)}
          onDelete={() => setDeleting(options)}
          onClose={() => setOptions(null)}
        />
      )}
      {deleting && (
        <DeleteDialog
          conversation={deleting.conversation}
          returnTo={deleting.anchor}
          onDelete={(keep) => removeOne(deleting.conversation, keep)}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
}

function useOpenLab(onLeave: () => void): (id: ConversationId) => void {
  const router = useRouter();
  return (id) => {
    onLeave();
    router.push(labAddress(id));
  };
}

type ListedProps = Pick<
  ComponentProps<typeof ConversationList>,
  "current" | "renaming" | "menuFor" | "actions"
>;

function ListedConversations(props: ListedProps) {
  const list = useConversationList();
  const { loadMore, reload } = useListActions();
  const { data: agents } = useAgents();
  const agentNames = useMemo(() => new Map(agents?.map(({ id, name }) => [id, name])), [agents]);
  const now = useNow(60_000);
  const more = useCallback(() => void loadMore(), [loadMore]);
  return (
    <ConversationList
      {...props}
      {...list}
      agentNames={agentNames}
      failure={list.failure?.message ?? null}
      now={now}
      onMore={more}
      onReload={() => void reload()}
    />
  );
}

type RowMenuProps = {
  options: Options;
  onRename: () => void;
  onLab: () => void;
  onExport: (format: ExportFormat) => void;
  onDelete: () => void;
  onClose: () => void;
};

function RowMenu({ options, onRename, onLab, onExport, onDelete, onClose }: RowMenuProps) {
  return (
    <Suspense fallback={null}>
      <Menu
        label="Conversation options"
        anchor={options.anchor}
        byKeyboard={options.byKeyboard}
        onClose={onClose}
        items={[
          { label: "Rename", icon: Pencil, onSelect: onRename },
          { label: "Strategy lab", icon: ChartColumn, onSelect: onLab },
          { label: "Export as JSON", icon: Download, onSelect: () => onExport("json") },
          { label: "Export as Markdown", icon: Download, onSelect: () => onExport("markdown") },
          { label: "Delete", icon: Trash2, danger: true, onSelect: onDelete },
        ]}
      />
    </Suspense>
  );
}

/** A plain press changes the address here; one that asks for a new tab stays the browser's. */
function follow(event: MouseEvent, open: () => void, leave: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  leave();
  open();
}

function focusRow(id: ConversationId): void {
  document.querySelector<HTMLElement>(`nav a[href="${chatAddress(id)}"]`)?.focus();
}
