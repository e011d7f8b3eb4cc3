"use client";

import { useEffect, useRef, useState } from "react";
import {
  useReplyText,
  type ConversationKey,
  type ConversationState,
} from "@/lib/client/hooks/use-conversation";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { MessageId } from "@/types/ids";
import { tokenFigure, tokensInWords } from "@/components/context/token-figure";
import { crossedLevel, finishedParagraph } from "./announcements";

type AnnouncerProps = {
  chat: ConversationKey;
  state: ConversationState;
  meter: Meter | null;
  agentName: string;
};

/** Between two paragraphs that are read out, in milliseconds. */
const PAUSE = 5_000;

/** What changes on its own, told politely to those who do not see it. Never per keystroke, never per word. */
export function Announcer({ chat, state, meter, agentName }: AnnouncerProps) {
  const [text, setText] = useState("");
  useReplyAnnouncements(state, agentName, setText);
  useLevelAnnouncements(meter, setText);
  useMemoryAnnouncements(state, setText);
  return (
    <>
      <div role="status" aria-live="polite" className="sr-only">
        {text}
      </div>
      {state.running && <ParagraphReader chat={chat} replyId={state.running.replyId} say={setText} />}
    </>
  );
}

function useReplyAnnouncements(
  state: ConversationState,
  agentName: string,
  say: (text: string) => void,
): void {
  const replyId = state.running?.replyId ?? null;
  const before = useRef<MessageId | null>(null);
  const { transcript } = state;
  useEffect(() => {
    const was = before.current;
    before.current = replyId;
    if (replyId && replyId !== was) say(`${agentName} is replying`);
    if (replyId || !was) return;
    const ended = transcript.findLast((entry) => entry.role === "assistant" && entry.id === was);
    if (ended?.role !== "assistant") return;
    if (ended.status === "stopped") say("Stopped. What was written is kept.");
    else if (ended.status === "complete") say(`Reply finished, ${tokensInWords(ended.tokenCount)}`);
  }, [replyId, transcript, agentName, say]);
}

/** Before a reply that has to wait for a summary, and once older messages have moved into one. */
function useMemoryAnnouncements(
  { compacting, managed }: ConversationState,
  say: (text: string) => void,
): void {
  const told = useRef(managed);
  useEffect(() => {
    if (compacting !== null) say(`Summarising ${tokenFigure(compacting)} older messages first`);
  }, [compacting, say]);
  useEffect(() => {
    if (managed === null || managed === told.current) return;
    told.current = managed;
    say(`Older messages are in the summary now. ${tokensInWords(managed.tokensFreed)} freed.`);
  }, [managed, say]);
}

function useLevelAnnouncements(meter: Meter | null, say: (text: string) => void): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (!meter) return;
    const used = meter.held + meter.draft + meter.reserve;
    const share = used / meter.budget;
    const crossed = before.current === null ? null : crossedLevel(before.current, share);
    before.current = share;
    if (crossed !== null) {
      say(`${crossed} % of the budget is used: ${tokenFigure(used)} of ${tokenFigure(meter.budget)} tokens`);
    }
  }, [meter, say]);
}

type ParagraphReaderProps = { chat: ConversationKey; replyId: MessageId; say: (text: string) => void };

/** Follows the text by itself, so that nothing else is drawn again for it. */
function ParagraphReader({ chat, replyId, say }: ParagraphReaderProps) {
  const { text } = useReplyText(chat, replyId);
  const told = useRef({ length: 0, at: 0 });
  useEffect(() => {
    const now = Date.now();
    if (now - told.current.at < PAUSE) return;
    const paragraph = finishedParagraph(text, told.current.length);
    if (!paragraph) return;
    told.current = { length: paragraph.end, at: now };
    say(paragraph.text);
  }, [text, say]);
  return null;
}
