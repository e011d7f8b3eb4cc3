import type { Summary, SummaryFact, SummaryLine } from "@/types/summary";
import type { FakeApi } from "../../../support/fake-api/fake-api";

type Answer = [status: number, body: unknown];
type Body = Record<string, unknown>;

export const line = (text: string, from: number, to: number, byUser = false): SummaryLine => ({
  text,
  from,
  to,
  byUser,
});

export const fact = (text: string, seq: number, where: SummaryFact["where"] = "summary"): SummaryFact => ({
  kind: "number",
  text,
  keys: [text],
  seq,
  where,
});

/** Versions of one conversation's summary, served by the fake API in the way the routes do. */
export class FakeSummaries {
  summaries: Summary[] = [];
  active: number | null = null;
  account: unknown = { spent: [], saved: 0, net: 0 };
  readonly #api: FakeApi;
  readonly #id: string;

  constructor(api: FakeApi, id: string) {
    this.#api = api;
    this.#id = id;
    const others = api.store.answer.bind(api.store);
    api.store.answer = (method, area, of, verb, query, body) =>
      (of === id ? this.#answer(method, verb, body) : null) ?? others(method, area, of, verb, query, body);
  }

  /** Another version comes into use; `elsewhere` as if another device had made it. */
  put(lines: SummaryLine[], more: Partial<Summary> = {}): Summary {
    const version = this.summaries.length + 1;
    const summary: Summary = {
      version,
      span: { messages: 4, from: 1, to: 4 },
      lines,
      facts: [],
      tokens: 60 + lines.length,
      replaces: 800,
      source: "model",
      model: "openai/gpt-oss-120b",
      active: true,
      createdAt: "2026-11-20T14:02:00.000Z",
      ...more,
    };
    this.summaries.push(summary);
    this.use(version);
    return summary;
  }

  use(version: number | null): void {
    this.active = version;
    this.summaries = this.summaries.map((one) => ({ ...one, active: one.version === version }));
    this.#api.store.touch(this.#id, { summaryVersion: version });
  }

  #answer(method: string, verb: string, body: Body): Answer | null {
    if (verb === "account") return [200, this.account];
    if (verb === "summarize") return [200, this.#summarize(body["rebuild"] === true)];
    if (verb !== "summaries") return null;
    if (method === "GET") return [200, { active: this.active, summaries: this.summaries }];
    const expected = method === "PUT" ? body["expected"] : body["version"];
    if (expected !== this.active) {
      return [422, { error: { code: "cannot_store", message: "The summary was changed a moment ago." } }];
    }
    if (method === "PUT") this.use(body["version"] as number | null);
    else this.#edit(body);
    return [200, { summary: this.summaries.find((one) => one.active) ?? null, tokensFreed: 0 }];
  }

  #edit(body: Body): void {
    const lines = [...(this.summaries.find((one) => one.active)?.lines ?? [])];
    const [at, text] = [body["line"] as number | undefined, body["text"] as string | null];
    if (text === null) lines.splice(at ?? 0, 1);
    else if (at === undefined) lines.push(line(text, 1, 4, true));
    else lines[at] = { ...(lines[at] ?? line("", 1, 4)), text, byUser: true };
    this.put(lines, { source: "user", model: null });
  }

  #summarize(rebuild: boolean): unknown {
    const now = this.summaries.find((one) => one.active);
    if (rebuild && now) return { summary: this.put(now.lines), tokensFreed: 0 };
    return { summary: this.put([line("Made just now.", 1, 4)]), tokensFreed: 740 };
  }
}
