import { indexText } from "../retrieval/index-text";
import type { IndexedText } from "../retrieval/indexed-text";
import { textTerms } from "../retrieval/text-terms";
import { readStatement } from "./read-statement";
import { topicWords } from "./topic-words";

/** What an entry is found by: its words, and what it is about, so that "I moved to Bergen" is found where a home is. */
export function memoryIndex(content: string, validFrom: string): IndexedText {
  return indexText(withTopic(content), { saidAt: validFrom, author: null });
}

/** The terms under which entries about the same stand. */
export function likeTerms(content: string): string[] {
  return [...new Set(textTerms(withTopic(content)))];
}

function withTopic(content: string): string {
  const topic = readStatement(content)?.topic ?? null;
  return topic === null ? content : `${content}\n${topicWords(topic)}`;
}
