"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { memo, type MouseEvent } from "react";
import type { Conversation } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { RenameField } from "./rename-field";

export type RowActions = {
  open: (event: MouseEvent, id: ConversationId) => void;
  options: (conversation: Conversation, anchor: HTMLElement, byKeyboard: boolean) => void;
  rename: (id: ConversationId, title: string) => Promise<void>;
  renameDone: (id: ConversationId, byKeyboard: boolean) => void;
};

type ConversationRowProps = {
  conversation: Conversation;
  /** Who answers in it; null while that is not known. */
  agentName: string | null;
  current: boolean;
  mark: "running" | "ended" | null;
  renaming: boolean;
  menuOpen: boolean;
  actions: RowActions;
};

/** One conversation: a link, a mark while its reply runs, and its options. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, agentName, current, mark, renaming, menuOpen, actions } = props;
  const { id, title } = conversation;
  if (renaming) {
    return (
      <li className="flex">
        <RenameField
          title={title}
          onRename={(wanted) => actions.rename(id, wanted)}
          onDone={(byKeyboard) => actions.renameDone(id, byKeyboard)}
        />
      </li>
    );
  }
  return (
    <li
      className={classNames(
        "group relative flex h-8 items-center rounded-md max-sm:h-11",
        current ? "bg-active" : "hover:bg-hover",
      )}
    >
      <Link
        href={`/c/${id}`}
        prefetch={false}
        aria-current={current ? "page" : undefined}
        title={agentName === null ? title : `${title}\n${agentName}`}
        aria-description={agentName === null ? undefined : `Agent: ${agentName}`}
        onClick={(event) => actions.open(event, id)}
        className={classNames(
          "min-w-0 flex-1 truncate rounded-md px-2.5 text-sm leading-8 focus-visible:-outline-offset-2 max-sm:pr-[42px] max-sm:text-lead max-sm:leading-[44px]",
          "group-focus-within:pr-[34px] group-hover:pr-[34px] touch:pr-[42px]",
          menuOpen && "pr-[34px]",
          current ? "font-medium text-ink" : "text-ink-2",
        )}
      >
        {title}
      </Link>
      {mark && <RunMark mark={mark} />}
      <IconButton
        icon={Ellipsis}
        size="sm"
        label="Conversation options"
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        onClick={(event) => actions.options(conversation, event.currentTarget, event.detail === 0)}
        className="absolute right-[3px] opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 max-sm:opacity-100 touch:opacity-100"
      />
    </li>
  );
});

function RunMark({ mark }: { mark: "running" | "ended" }) {
  return (
    <span
      role="img"
      aria-label={mark === "running" ? "Reply in progress" : "Reply finished"}
      className={classNames(
        "mr-[11px] ml-0.5 size-1.5 shrink-0 rounded-full group-hover:invisible max-sm:mr-[42px] touch:mr-[42px]",
        mark === "running" ? "bg-seg-recent" : "inset-ring-[1.5px] inset-ring-seg-recent",
      )}
    />
  );
}
