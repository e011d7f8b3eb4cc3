"use client";

import { Timer } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import { BudgetSlider } from "@/components/chat/budget-slider";
import { NumberField } from "@/components/chat/number-field";
import type { ChatSettings } from "@/components/chat/use-chat-settings";
import { LEAST_BUDGET, MOST_BUDGET } from "@/components/chat/ways-out";
import { labAddress } from "@/components/lab/lab-address";
import { Note } from "@/components/ui/note";
import { INPUT } from "@/components/ui/text-field";
import { CompactNow } from "./compact-now";
import { LimitFields } from "./limit-fields";
import { rateWords } from "./rate-words";
import { SectionHeading } from "./section-heading";
import { StrategyRadios } from "./strategy-radios";
import { tokenFigure } from "./token-figure";
import { useSaveSetting, type SaveSetting } from "./use-save-setting";

type BudgetTabProps = { chat: ConversationKey; meter: MeterState; settings: ChatSettings };

/** What decides the next call: how much it may hold, and what gives way when that is not enough. */
export function BudgetTab({ chat, meter, settings }: BudgetTabProps) {
  const setting = useSaveSetting(chat, settings);
  return (
    <>
      <TokenBudget meter={meter} settings={settings} setting={setting} />
      {setting.failure && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {setting.failure}
        </p>
      )}
      <SectionHeading title="Strategy" fact="next call, forecast" />
      <StrategyRadios
        chat={chat}
        meter={meter}
        chosen={settings.memoryStrategy}
        onChoose={(memoryStrategy, name) => setting.save({ memoryStrategy }, `Strategy: ${name}.`)}
      />
      <LimitFields meter={meter} settings={settings} setting={setting} />
      {settings.memoryStrategy !== "sliding_window" && <CompactNow chat={chat} meter={meter} />}
      {chat !== "new" && (
        <p className="mt-4 text-meta">
          <Link href={labAddress(chat)} prefetch={false} className="text-link">
            Compare all three in the strategy lab
          </Link>
        </p>
      )}
    </>
  );
}

type TokenBudgetProps = { meter: MeterState; settings: ChatSettings; setting: SaveSetting };

function TokenBudget({ meter: { meter }, settings, setting }: TokenBudgetProps) {
  const [moving, setMoving] = useState<number | null>(null);
  const shown = moving ?? settings.maxTokens;
  const move = (maxTokens: number | null) => {
    setMoving(maxTokens);
    setting.tryOut(maxTokens === null ? null : { maxTokens });
  };
  const save = (maxTokens: number) => {
    setMoving(null);
    setting.save({ maxTokens }, `Budget: ${tokenFigure(maxTokens)} tokens.`);
  };
  return (
    <>
      <SectionHeading title="Token budget" fact="each call" />
      <p className="num text-xl font-[560] tracking-[-0.015em]">
        {tokenFigure(shown)}{" "}
        <small className="text-sm font-[420] tracking-normal text-ink-3">
          {meter ? `tokens, of ${tokenFigure(meter.window)} the model can take` : "tokens"}
        </small>
      </p>
      <BudgetSlider maxTokens={settings.maxTokens} onMove={move} onChange={save} />
      <div className="mt-2.5">
        <NumberField
          label="Exact budget in tokens"
          value={shown}
          least={LEAST_BUDGET}
          most={MOST_BUDGET}
          onCommit={(value) => value !== null && save(value)}
          className={INPUT}
        />
      </div>
      {meter?.rate && (
        <div className="mt-3">
          <Note icon={Timer}>{rateWords(meter.rate, meter.provider)}</Note>
        </div>
      )}
    </>
  );
}
