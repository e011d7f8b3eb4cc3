"use client";

import { ChevronDown, SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useState, type MouseEvent } from "react";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import type { ChatModel } from "./use-chat-model";
import type { ChatSettings } from "./use-chat-settings";

const SettingsPopover = lazy(() => import("./settings-popover"));

type HeaderSettingsProps = { settings: ChatSettings; model: ChatModel; spent: number };

/** The model's name, which opens what this conversation decides for itself. */
export function HeaderSettings({ settings, model, spent }: HeaderSettingsProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const name = model.modelName ?? "Model";
  const label = `Model: ${name}. Budget and reply reserve`;
  const toggle = ({ currentTarget }: MouseEvent<HTMLElement>) =>
    setAnchor((open) => (open ? null : currentTarget));
  const shared = { "aria-haspopup": "dialog", "aria-expanded": anchor !== null, onClick: toggle } as const;
  return (
    <>
      <button
        type="button"
        aria-label={label}
        {...shared}
        className="eased inline-flex h-8 shrink-0 items-center gap-[5px] rounded-md pr-2 pl-2.5 text-sm whitespace-nowrap text-ink-2 hover:bg-hover aria-expanded:bg-active max-sm:hidden"
      >
        {name}
        <Icon of={ChevronDown} size={14} className="text-ink-3" />
      </button>
      <IconButton icon={SlidersHorizontal} label={label} {...shared} className="sm:hidden" />
      {anchor && (
        <Suspense fallback={null}>
          <SettingsPopover
            anchor={anchor}
            onClose={() => setAnchor(null)}
            settings={settings}
            chatModel={model}
            spent={spent}
          />
        </Suspense>
      )}
    </>
  );
}
