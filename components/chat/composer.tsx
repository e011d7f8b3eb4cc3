"use client";

import { ArrowUp, Square } from "lucide-react";
import { useId, type SubmitEvent, type RefObject } from "react";
import { tokenFigure, tokensInWords } from "@/components/context/token-figure";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { MessageTextarea } from "./message-textarea";

type ComposerProps = {
  textarea: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  onDraft: (draft: string) => void;
  /** Given what was typed before this code ran. */
  onEarly?: (typed: string) => void;
  onSend: () => void;
  /** Set while a reply is being written: Send becomes Stop in place. */
  onStop: (() => void) | null;
  stopping?: boolean;
  /** null while they are being counted. */
  draftTokens: number | null;
  /** The draft cannot fit: it stays, and cannot be sent as it is. */
  over: boolean;
  /** "sends later" while offline. */
  later?: string | null;
};

/** Where you write. The draft stays through errors, limits and reloads. */
export function Composer(props: ComposerProps) {
  const { textarea, draft, onDraft, onSend, onStop, draftTokens, over, later } = props;
  const factsId = useId();
  const empty = draft.trim() === "";
  const send = () => {
    if (!empty && !over) onSend();
  };
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form
      onSubmit={submitted}
      className="rounded-[14px] border border-control bg-raised shadow-1 focus-within:border-focus focus-within:ring-1 focus-within:ring-focus"
    >
      <MessageTextarea
        ref={textarea}
        value={draft}
        onChange={onDraft}
        onEarly={props.onEarly}
        onSend={send}
        onStop={onStop}
        describedBy={factsId}
      />
      <div className="flex min-h-11 items-center gap-2.5 px-2 pt-1 pb-2 pl-3.5 text-meta text-ink-3 max-sm:pl-3">
        <span id={factsId} className={classNames("num", over && "font-medium text-danger")}>
          {countWords(draft, draftTokens, onStop !== null)}
        </span>
        {later && <span className="max-sm:hidden">{later}</span>}
        <span className="flex-1" />
        <SendOrStop onStop={onStop} stopping={props.stopping ?? false} disabled={empty || over} />
      </div>
    </form>
  );
}

function countWords(draft: string, tokens: number | null, running: boolean): string {
  if (draft === "") return "0 tokens";
  if (tokens === null) return "Counting";
  return running ? `Draft ${tokenFigure(tokens)} tokens` : tokensInWords(tokens);
}

const BOX =
  "eased inline-flex h-[34px] items-center justify-center gap-1.5 rounded-[9px] pr-[13px] pl-2.5 text-sm font-[560] max-sm:h-10 max-sm:min-w-11 max-sm:rounded-[10px]";

type SendOrStopProps = { onStop: (() => void) | null; stopping: boolean; disabled: boolean };

function SendOrStop({ onStop, stopping, disabled }: SendOrStopProps) {
  if (onStop) {
    return (
      <button
        type="button"
        disabled={stopping}
        onClick={onStop}
        className={`${BOX} text-ink inset-ring-[1.5px] inset-ring-ink hover:bg-hover disabled:text-ink-3`}
      >
        <Icon of={Square} size={12} className="fill-current" />
        Stop
      </button>
    );
  }
  return (
    <button
      type="submit"
      disabled={disabled}
      className={`${BOX} bg-accent text-on-accent hover:bg-accent-hover disabled:bg-active disabled:text-ink-3`}
    >
      <Icon of={ArrowUp} />
      Send
    </button>
  );
}
