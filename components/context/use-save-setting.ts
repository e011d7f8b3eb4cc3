"use client";

import { useState } from "react";
import type { ContextSettings } from "@/lib/client/api-client";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useTrial } from "@/lib/client/hooks/use-trial";
import type { ChatSettings } from "@/components/chat/use-chat-settings";
import { notify } from "@/components/ui/notify";

type Patch = Partial<ContextSettings>;

export type SaveSetting = {
  failure: string | null;
  /** Shows what it would do, and keeps nothing. */
  tryOut: (patch: Patch | null) => void;
  /** Keeps it and offers to undo it; `done` says what is so now. */
  save: (patch: Patch, done: string) => void;
};

/** Settings of one conversation that are seen before they are kept and can be taken back afterwards. */
export function useSaveSetting(chat: ConversationKey, settings: ChatSettings): SaveSetting {
  const tryOut = useTrial(chat);
  const [failure, setFailure] = useState<string | null>(null);
  const store = async (patch: Patch): Promise<boolean> => {
    setFailure(null);
    // What was chosen is shown at once, before the server has it.
    tryOut(patch);
    try {
      await settings.save(patch);
      return true;
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That was not saved.");
      return false;
    } finally {
      tryOut(null);
    }
  };
  const save = (patch: Patch, done: string) => {
    const before = beforeOf(settings, patch);
    void store(patch).then((kept) => {
      if (kept) notify({ text: done, action: { label: "Undo", run: () => void store(before) } });
    });
  };
  return { failure, tryOut, save };
}

function beforeOf(settings: ChatSettings, patch: Patch): Patch {
  const before: Patch = {};
  for (const name of Object.keys(patch) as (keyof Patch)[]) {
    Object.assign(before, { [name]: settings[name] });
  }
  return before;
}
