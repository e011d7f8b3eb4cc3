"use client";

import { Layers, Menu as MenuIcon, PanelLeft, SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";

type ChatHeaderProps = {
  title: string;
  agentName: string;
  modelName: string | null;
  /** It neither recalls nor is remembered. */
  temporary: boolean;
  /** The model as a button; absent where there is nothing to set, and the name stands alone. */
  settings: ReactNode;
  sidebar: ReactNode;
  /** Whether the context inspector is open, and how to open or close it; absent where there is nothing to inspect. */
  inspector: { open: boolean; toggle: () => void } | null;
  onNewChat: () => void;
};

/** Title, agent and model. The model opens what the conversation decides for itself. */
export function ChatHeader(props: ChatHeaderProps) {
  const { title, agentName, modelName, temporary, settings, sidebar, inspector, onNewChat } = props;
  return (
    <header className="flex h-[52px] shrink-0 items-center gap-1 border-b border-line pr-3 pl-6 max-lg:pl-3 max-sm:h-[54px] max-sm:gap-0 max-sm:px-1.5">
      {sidebar}
      <div className="mr-2 flex min-w-0 flex-col max-sm:mx-1 max-sm:flex-1">
        <h1 className="truncate text-base leading-5 font-semibold tracking-[-0.005em]">{title}</h1>
        <span className="hidden truncate text-xs text-ink-3 max-sm:block">
          {agentName}
          {modelName && ` · ${modelName}`}
        </span>
      </div>
      {temporary && (
        <span
          title="Nothing is recalled in it and nothing is remembered from it."
          className="shrink-0 rounded-[6px] px-1.5 text-xs leading-5 text-ink-2 inset-ring inset-ring-line-strong"
        >
          Temporary
        </span>
      )}
      <span className="shrink-0 px-2.5 text-sm text-ink-2 max-sm:hidden">{agentName}</span>
      {settings ??
        (modelName && <span className="shrink-0 px-2.5 text-sm text-ink-2 max-sm:hidden">{modelName}</span>)}
      <span className="min-w-3 flex-1 max-sm:hidden" />
      {inspector && (
        <IconButton
          icon={Layers}
          label="Context inspector"
          aria-pressed={inspector.open}
          onClick={inspector.toggle}
          className="aria-pressed:bg-active aria-pressed:text-ink"
        />
      )}
      <IconButton icon={SquarePen} label="New chat" onClick={onNewChat} className="lg:hidden" />
    </header>
  );
}

/** Opens the sidebar: a drawer below 1,024 px, beside the page above it. */
export function ShowSidebar({ narrow, onClick }: { narrow: boolean; onClick: () => void }) {
  return (
    <IconButton
      icon={narrow ? MenuIcon : PanelLeft}
      label="Show sidebar"
      onClick={onClick}
      className={narrow ? "mr-1 lg:hidden" : "mr-1 -ml-3 max-lg:hidden"}
    />
  );
}
