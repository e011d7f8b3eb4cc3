"use client";

import { useState } from "react";
import { tokenFigure } from "@/components/context/token-figure";
import { SwitchField } from "@/components/ui/switch-field";
import { INPUT } from "@/components/ui/text-field";
import { BudgetField } from "./budget-field";
import { ModelSelect } from "./model-select";
import { NumberField } from "./number-field";
import { reserveWords } from "./reserve-words";
import type { ChatModel } from "./use-chat-model";
import type { ChatSettings, SettingsPatch } from "./use-chat-settings";
import { LEAST_RESERVE, MOST_RESERVE } from "./ways-out";

export type ConversationSettingsProps = { settings: ChatSettings; chatModel: ChatModel; spent: number };

/** What one conversation decides for itself: its model, its budget and what is kept for the reply. */
export function ConversationSettings({ settings, chatModel, spent }: ConversationSettingsProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const { reserve } = settings;
  const { info } = chatModel;
  const kept =
    reserve && info && reserveWords(settings.replyReserve, reserve.replyReserve, info.maxOutputTokens);
  const save = (patch: SettingsPatch) => {
    setFailure(null);
    settings.save(patch).catch((thrown: unknown) => {
      setFailure(thrown instanceof Error ? thrown.message : "That was not saved.");
    });
  };
  return (
    <div className="grid gap-4">
      <ModelSelect
        label="Model"
        value={settings.model}
        standIn={chatModel.agentModel}
        standInWords="The agent’s"
        models={chatModel.models}
        onChange={(model) => save({ model })}
      />
      <BudgetField
        maxTokens={settings.maxTokens}
        window={info?.contextWindow ?? null}
        onChange={(maxTokens) => save({ maxTokens })}
      />
      <div>
        <NumberField
          label="Reply reserve"
          value={settings.replyReserve}
          least={LEAST_RESERVE}
          most={MOST_RESERVE}
          placeholder={reserve ? tokenFigure(reserve.replyReserve) : "Automatic"}
          onCommit={(replyReserve) => save({ replyReserve })}
          className={INPUT}
        />
        <p className="num mt-1 text-meta text-ink-3">
          Kept free for the answer. Empty: chosen for you.
          {kept && ` ${kept}`}
          {reserve !== null &&
            reserve.thinkingAllowance > 0 &&
            ` ${tokenFigure(reserve.thinkingAllowance)} more are kept for thinking.`}
        </p>
      </div>
      <PastRecall value={settings.recallPast} onChange={(recallPast) => save({ recallPast })} />
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
      <p className="num border-t border-line pt-3 text-meta text-ink-3">
        {tokenFigure(spent)} tokens spent in this conversation so far.
      </p>
    </div>
  );
}

type PastRecallProps = { value: boolean | null; onChange: (recallPast: boolean) => void };

/** Whether this conversation is told what was said in others. */
function PastRecall({ value, onChange }: PastRecallProps) {
  if (value === null) {
    return (
      <p className="text-meta text-ink-3">
        A temporary chat: nothing is recalled in it and nothing is remembered from it.
      </p>
    );
  }
  return (
    <SwitchField
      label="Recall past conversations"
      note="What was said in others may be quoted here where it fits."
      checked={value}
      onChange={onChange}
    />
  );
}
