"use client";

import { useId } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useForecast, type Forecast } from "@/lib/client/hooks/use-forecast";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import type { MemoryStrategy } from "@/types/words";
import { classNames } from "@/components/ui/class-names";
import { ContextBar } from "./context-bar";
import { forecastWords } from "./forecast-words";
import { STRATEGIES, STRATEGY_NAMES, STRATEGY_WORDS } from "./strategy-names";

type StrategyRadiosProps = {
  chat: ConversationKey;
  meter: MeterState;
  chosen: MemoryStrategy;
  onChoose: (strategy: MemoryStrategy, name: string) => void;
};

/** The strategies, each with what the next call would hold under it. */
export function StrategyRadios({ chat, meter, chosen, onChoose }: StrategyRadiosProps) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label="Strategy" className="mt-1.5 grid gap-2">
      {STRATEGIES.map((strategy) => {
        const shared = { name, strategy, onChoose: () => onChoose(strategy, STRATEGY_NAMES[strategy]) };
        // The meter is the forecast of the strategy in force.
        return meter.meter?.strategy === strategy ? (
          <Choice
            key={strategy}
            {...shared}
            checked={strategy === chosen}
            forecast={{
              report: { ...meter.meter, promptHash: null },
              counting: meter.counting,
              failure: meter.failure,
            }}
          />
        ) : (
          <OtherChoice key={strategy} {...shared} checked={strategy === chosen} chat={chat} />
        );
      })}
    </div>
  );
}

type ChoiceProps = {
  name: string;
  strategy: MemoryStrategy;
  checked: boolean;
  onChoose: () => void;
};

function OtherChoice({ chat, ...choice }: ChoiceProps & { chat: ConversationKey }) {
  return <Choice {...choice} forecast={useForecast(chat, choice.strategy)} />;
}

function Choice({ name, strategy, checked, onChoose, forecast }: ChoiceProps & { forecast: Forecast }) {
  const id = useId();
  return (
    <label
      className={classNames(
        "relative block rounded-said py-[11px] pr-3 pb-3 pl-[38px] text-sm leading-[19px] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        checked
          ? "bg-raised inset-ring-2 inset-ring-accent"
          : "cursor-pointer bg-canvas inset-ring inset-ring-line-strong hover:inset-ring-ink",
      )}
    >
      <input
        type="radio"
        name={name}
        checked={checked}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-words ${id}-forecast`}
        onChange={onChoose}
        className="absolute top-[13px] left-[13px] size-3.5 appearance-none rounded-full border-[1.5px] border-control outline-none checked:border-[4.5px] checked:border-accent"
      />
      <b id={`${id}-name`} className="font-semibold">
        {STRATEGY_NAMES[strategy]}
      </b>{" "}
      <span id={`${id}-words`} className="text-ink-3">
        {STRATEGY_WORDS[strategy]}
      </span>
      <ForecastOf id={`${id}-forecast`} forecast={forecast} />
    </label>
  );
}

function ForecastOf({ id, forecast: { report, counting, failure } }: { id: string; forecast: Forecast }) {
  const words = report ? forecastWords(report) : failure ? "Forecast unavailable" : "Counting tokens";
  return (
    <span aria-busy={counting} className={classNames("mt-[7px] block", counting && "stale")}>
      {report ? (
        <ContextBar {...report} written={0} height={8} />
      ) : (
        <span aria-hidden className="bar" style={{ height: 8 }}>
          <span className="piece seg-free grow" />
        </span>
      )}
      <span id={id} className="num mt-1.5 block text-meta text-ink-2">
        {words}
        {report && failure && " Forecast unavailable: these are the last numbers."}
      </span>
    </span>
  );
}
