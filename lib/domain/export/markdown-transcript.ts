import type { ExportedReceipt } from "@/types/export";
import type { Conversation, Message } from "@/types/chat";

/** What the Markdown leaves to the JSON. */
export type Unshown = { replaced: number; thoughts: number };

/** The head of a transcript; times are UTC. */
export function transcriptHead(conversation: Conversation, exportedAt: string): string {
  const { title, maxTokens, memoryStrategy, messageCount } = conversation;
  const facts = [
    `Exported ${timeOf(exportedAt)}`,
    counted(messageCount, "message"),
    `strategy ${memoryStrategy.replace("_", " ")}`,
    `budget ${figure(maxTokens)} tokens`,
  ];
  return `# ${escaped(title)}\n\n${facts.join(" · ")}\n`;
}

/** Whether a message has a place in a transcript; the others are in the JSON. */
export function isShown({ kind, supersededBy }: Message): boolean {
  return kind !== "thinking" && supersededBy === null;
}

export type Said = { message: Message; agentName: string; receipt: Pick<ExportedReceipt, "receipt"> | null };

/**
 * One message with who said it and when, and under a reply what its call held. What was said is quoted line by line:
 * nothing in it can end the quotation, so no open code block swallows what follows and no heading passes for a speaker.
 */
export function transcriptEntry({ message, agentName, receipt }: Said): string {
  const { role, createdAt, content, pinned, muted, compressed, status } = message;
  const facts = [`**${escaped(speakerOf(role, agentName))}**`, timeOf(createdAt)];
  if (status !== "complete") facts.push(status === "streaming" ? "being written" : status);
  if (pinned) facts.push("pinned");
  if (muted) facts.push("muted");
  if (compressed) facts.push("compressed");
  const foot =
    role === "assistant" && message.kind === "chat" ? `\n*${receiptLine(message, receipt)}*\n` : "";
  return `\n---\n\n${facts.join(" · ")}\n\n${quoted(content)}\n${foot}`;
}

/** The last line: a file without it is not whole. */
export function transcriptEnd(messages: number, { replaced, thoughts }: Unshown): string {
  const left: string[] = [];
  if (replaced > 0) left.push(counted(replaced, "replaced reply", "replaced replies"));
  if (thoughts > 0) left.push(counted(thoughts, "passage of thinking", "passages of thinking"));
  const rest = left.length === 0 ? "" : ` Only in the JSON export: ${left.join(" and ")}.`;
  return `\n---\n\nEnd of the export: ${counted(messages, "message")}.${rest}\n`;
}

/** "2,914 tokens, 41 summarised in version 3, gpt-oss-20b". */
function receiptLine({ status }: Message, answer: Pick<ExportedReceipt, "receipt"> | null): string {
  const receipt = answer?.receipt ?? null;
  if (receipt === null) {
    return status === "failed" ? "No receipt: the call failed before sending." : "No receipt.";
  }
  const { total, recalled, summarised, model } = receipt;
  const parts = [`${figure(total)} tokens`];
  if (recalled.length > 0) parts.push(`${figure(recalled.length)} recalled`);
  if (summarised !== null) {
    parts.push(`${figure(summarised.messages)} summarised in version ${summarised.version}`);
  }
  return [...parts, escaped(model)].join(", ");
}

function speakerOf(role: Message["role"], agentName: string): string {
  switch (role) {
    case "user":
      return "You";
    case "assistant":
      return agentName;
    case "tool":
      return "Tool";
    case "system":
      return "System";
    default:
      return role satisfies never;
  }
}

function quoted(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
}

/** One line in which nothing is markup. */
function escaped(text: string): string {
  return text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}

/** "2026-11-21 19:39 UTC". */
function timeOf(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

function figure(count: number): string {
  return count.toLocaleString("en");
}
