"use client";

import Popover from "@/components/ui/popover";
import { ConversationSettings, type ConversationSettingsProps } from "./conversation-settings";

type SettingsPopoverProps = ConversationSettingsProps & { anchor: HTMLElement; onClose: () => void };

/** Loaded with its first opening. */
export default function SettingsPopover({ anchor, onClose, ...settings }: SettingsPopoverProps) {
  return (
    <Popover label="Model, budget and reply reserve" anchor={anchor} onClose={onClose}>
      <ConversationSettings {...settings} />
    </Popover>
  );
}
