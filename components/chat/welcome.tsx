import { CornerDownRight } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { SwitchField } from "@/components/ui/switch-field";
import { SampleOffer } from "./sample-offer";

export type Start = { label: string; onSelect: () => void };

type WelcomeProps = {
  agentName: string;
  /** True until the first conversation exists. */
  first: boolean;
  starts: readonly Start[];
  /** Whether it is to be kept out of memory; null where that is decided already. */
  temporary: { chosen: boolean; choose: (temporary: boolean) => void } | null;
};

/** An empty conversation: what it brings and how to begin. */
export function Welcome({ agentName, first, starts, temporary }: WelcomeProps) {
  return (
    <div className="instead ml-7 py-6 max-sm:ml-0">
      <h3 className="font-serif text-[1.625rem] leading-[2.0625rem] font-[480] tracking-[-0.012em]">
        What are we working on?
      </h3>
      <p className="mt-2 text-lead text-ink-2">
        {agentName} starts with its instructions. The bar below shows what each reply is built from, and what
        you write here is kept.
        {first && " No conversations yet. The first message starts one."}
      </p>
      {temporary && <TemporarySwitch {...temporary} />}
      {first && (
        <div className="mt-[18px]">
          <SampleOffer />
        </div>
      )}
      {starts.length > 0 && (
        <ul className="mt-[18px] border-t border-line">
          {starts.map((start) => (
            <li key={start.label} className="border-b border-line">
              <button
                type="button"
                onClick={start.onSelect}
                className="flex min-h-11 w-full items-center gap-2.5 py-[9px] text-left text-lead leading-[22px] hover:text-link"
              >
                <span className="min-w-0 flex-1">{start.label}</span>
                <Icon of={CornerDownRight} className="text-ink-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Decided before the first message, for all of the conversation. */
function TemporarySwitch({ chosen, choose }: NonNullable<WelcomeProps["temporary"]>) {
  return (
    <div className="mt-3.5">
      <SwitchField
        label="Temporary chat"
        note={
          chosen
            ? "Nothing is recalled in it and nothing is remembered from it. That holds for all of it."
            : "Neither recalls nor is remembered. Decided before the first message."
        }
        checked={chosen}
        onChange={choose}
      />
    </div>
  );
}
