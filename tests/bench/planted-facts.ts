import type { SourceMessage } from "@/lib/domain/summaries/extract-facts";

/** A fact that a scripted conversation states, and what a reader has to find of it; the judge knows none of our rules. */
export type Planted = {
  kind: "name" | "number" | "date" | "decision" | "command";
  sentence: string;
  find: string[];
  seq: number;
};

const STATED: readonly (readonly [Planted["kind"], string, ...string[]])[] = [
  ["name", "The project is called Tern.", "Tern"],
  ["name", "Marta Kowalska signs the contract.", "Marta Kowalska"],
  ["number", "The launch budget is 42,000 EUR.", "42,000 EUR"],
  ["date", "The launch is on 14 March 2027.", "14 March 2027"],
  ["decision", "We decided to use PostgreSQL instead of MySQL.", "PostgreSQL", "instead of MySQL"],
  ["command", "Run `pnpm db:migrate --dry-run` first.", "pnpm db:migrate --dry-run"],
  ["name", "Our host is called Orkney.", "Orkney"],
  ["number", "Backups may take 35 minutes.", "35 minutes"],
  ["date", "The audit starts on 2027-01-19.", "2027-01-19"],
  ["decision", "We agreed to drop Windows builds.", "drop Windows builds"],
  ["command", "Restart it with `systemctl restart tern-api`.", "systemctl restart tern-api"],
  ["name", "Jonas Brandt owns the billing code.", "Jonas Brandt"],
  ["number", "The p95 must stay below 300 ms.", "300 ms"],
  ["date", "Freeze is on 1 March 2027.", "1 March 2027"],
  ["decision", "Let's go with weekly releases.", "weekly releases"],
  ["command", "Logs: `journalctl -u tern-api -n 200`.", "journalctl -u tern-api -n 200"],
  ["name", "The bakery is called Harbour Loaf.", "Harbour Loaf"],
  ["number", "We pay 1,280 EUR a month for Hetzner.", "1,280 EUR"],
  ["date", "Aiko is away until 2 February 2027.", "2 February 2027"],
  ["decision", "We chose Frankfurt as the region.", "Frankfurt"],
  ["command", "Dump with `pg_dump -Fc tern > tern.dump`.", "pg_dump -Fc tern > tern.dump"],
  ["name", "Our lawyer is Priya Raman.", "Priya Raman"],
  ["number", "There are 7 reviewers.", "7 reviewers"],
  ["date", "The lease ends on 30 June 2028.", "30 June 2028"],
  ["decision", "We decided to keep the REST API.", "keep the REST API"],
  ["command", "Seed it: `node scripts/seed.mjs 500`.", "node scripts/seed.mjs 500"],
  ["name", "The ticket is INC-4821.", "INC-4821"],
  ["number", "Disk usage is 812 GB.", "812 GB"],
  ["date", "The demo is on 22 January 2027.", "22 January 2027"],
  ["decision", "We settled on Tailwind for the styles.", "Tailwind"],
  ["command", "Check with `curl -sf localhost:3000/health`.", "curl -sf localhost:3000/health"],
  ["name", "Call the mascot Biscuit.", "Biscuit"],
  ["number", "Retries stop after 4 attempts.", "4 attempts"],
  ["date", "Payroll runs on 25 February 2027.", "25 February 2027"],
  ["decision", "We will use Redis for sessions.", "Redis", "sessions"],
  ["command", "Tag it: `git tag -s v2.4.0`.", "git tag -s v2.4.0"],
  ["name", "Tomas Lindqvist does the design.", "Tomas Lindqvist"],
  ["number", "The plan has 8,000 tokens a minute.", "8,000 tokens"],
  ["date", "Invoices are due on 10 April 2027.", "10 April 2027"],
  ["decision", "We agreed that support answers in English only.", "English"],
  ["command", "Clean with `docker system prune -af`.", "docker system prune -af"],
  ["name", "The staging cluster is named Lundy.", "Lundy"],
  ["number", "Cache entries live 900 seconds.", "900 seconds"],
  ["date", "The penalty starts on 5 May 2027.", "5 May 2027"],
  ["decision", "We decided against Kubernetes.", "against Kubernetes"],
  ["command", "Test with `npx vitest run --shard=1/2`.", "npx vitest run --shard=1/2"],
  ["name", "Elif Demir approves refunds.", "Elif Demir"],
  ["number", "Refunds are capped at 75 USD.", "75 USD"],
  ["date", "The certificate expires on 2027-08-03.", "2027-08-03"],
  ["decision", "We chose Stripe over Adyen.", "Stripe over Adyen"],
  ["command", "Renew it: `certbot renew --quiet`.", "certbot renew --quiet"],
  ["name", "The repository is Northwind/quay.", "Northwind/quay"],
  ["number", "Uploads stop at 25 MB.", "25 MB"],
  ["date", "Holidays begin on 23 December 2027.", "23 December 2027"],
  ["decision", "We agreed to log in JSON.", "JSON"],
  ["command", "Format: `cargo fmt --all`.", "cargo fmt --all"],
  ["name", "Our contact at the bank is Hugo Ferreira.", "Hugo Ferreira"],
  ["number", "The pilot has 19 customers.", "19 customers"],
  ["date", "The pilot ends on 18 April 2027.", "18 April 2027"],
  ["decision", "We decided to store dates in UTC.", "UTC"],
  ["command", "Open it: `kubectl port-forward svc/api 8080:80`.", "kubectl port-forward svc/api 8080:80"],
  ["name", "The newsletter is called Ebb and Flow.", "Ebb and Flow"],
];

const SMALL_TALK = [
  "That helps, thanks.",
  "Fine, let us go on with the next thing then.",
  "I had a look at it this morning and it seems all right to me.",
  "Could you say a little more about how that would work in practice?",
  "It has been a long week, so please bear with me.",
];
const REPLIES = [
  "Understood. It is worth writing that down where everyone finds it, because such things are easily forgotten later on.",
  "That makes sense. A short list with owners usually works better than a long document that nobody reads to its end.",
  "Noted, and it fits what was said before. The next step would be to tell the others and to ask whether anything speaks against it.",
  "Good. In practice this mostly means checking it once at the beginning and again shortly before the end.",
];

/** Turns that each state one fact among small talk, with a reply that adds nothing. Always the same. */
export function scriptedConversation(): SourceMessage[] {
  const messages: SourceMessage[] = [];
  for (const { sentence, seq } of PLANTED) {
    const talk = SMALL_TALK[(seq >> 1) % SMALL_TALK.length] ?? "";
    const said = seq % 4 === 1 ? `${talk} ${sentence}` : `${sentence} ${talk}`;
    messages.push({ seq, role: "user", content: said });
    const reply = REPLIES[(seq >> 1) % REPLIES.length] ?? "";
    messages.push({ seq: seq + 1, role: "assistant", content: reply });
  }
  return messages;
}

export const PLANTED: readonly Planted[] = STATED.map(([kind, sentence, ...find], index) => {
  return { kind, sentence, find, seq: 2 * index + 1 };
});

/** Whether a text says a fact to the letter, all of it in one line. */
export function isSaid(text: string, { find }: Pick<Planted, "find">): boolean {
  return text.split("\n").some((line) => find.every((part) => line.includes(part)));
}
