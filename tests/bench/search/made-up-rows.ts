import { countWords, drawText, seeded } from "./made-up-history";

export type Owner = { id: string; conversation: string };

export type Said = { owner: Owner; id: string; seq: number; role: "user" | "assistant"; text: string };

/** The same texts and ids whenever it is called. */
export function* rows(
  owners: readonly Owner[],
  messages: number,
  line: (said: Said) => string,
): Generator<string> {
  const random = seeded(20_260_314);
  for (let seq = 1; seq <= messages; seq += 1) {
    for (const [place, owner] of owners.entries()) {
      const role = seq % 2 === 1 ? "user" : "assistant";
      const text = drawText(random, role);
      const id = `${owner.id.slice(0, 23)}-${place.toString(16).padStart(2, "0")}${seq.toString(16).padStart(10, "0")}`;
      yield `${line({ owner, id, seq, role, text })}\n`;
    }
  }
}

export function messageRow({ owner, id, seq, role, text }: Said): string {
  return [id, owner.id, owner.conversation, seq, role, text, 20, "llama", "complete", 1].join("\t");
}

export function docRow({ owner, id, seq, role, text }: Said): string {
  const { terms, counts, length } = countWords(text);
  const saidAt = new Date(Date.UTC(2024, 0, 1) + seq * 600_000).toISOString();
  return [
    owner.id,
    1,
    seq,
    id,
    owner.conversation,
    seq,
    role,
    saidAt,
    length,
    `{${terms.join(",")}}`,
    `{${counts.join(",")}}`,
    1,
  ].join("\t");
}
