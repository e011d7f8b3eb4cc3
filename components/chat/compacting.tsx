import { messagesInWords } from "@/components/context/span-words";

/** In place of the reply's first words: what has to be done before it can be asked for. */
export function Compacting({ messages }: { messages: number }) {
  return (
    <p role="status" className="num flex items-center gap-2 text-sm text-ink-3">
      <span aria-hidden className="busy-ring" />
      Summarising {messagesInWords(messages).replace(" ", " older ")} first
    </p>
  );
}
