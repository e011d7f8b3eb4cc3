import type { DeletionReceipt, Memory } from "@/types/memory";
import type { ForgetPreviewAnswer, PlannedStep } from "@/types/memory-api";
import type { FakeApi } from "../../../support/fake-api/fake-api";
import { deletion } from "./sample-memories";

type Answer = [status: number, body: unknown];
type Body = Record<string, unknown>;

/** The routes of memory behind a fake server, from memory. */
export class FakeMemories {
  memories: Memory[] = [];
  deletions: DeletionReceipt[] = [];
  steps: PlannedStep[] = [];
  preview: ForgetPreviewAnswer = { memories: [], reworded: [], counts: deletion().counts };
  /** Answers the next edit as if another device had been faster. */
  conflict = false;

  constructor(api: FakeApi) {
    const others = api.store.answer.bind(api.store);
    api.store.answer = (method, area, id, verb, query, body) =>
      this.#answer(method, area, id, verb, query, body) ?? others(method, area, id, verb, query, body);
  }

  #answer(
    method: string,
    area: string,
    id: string,
    verb: string,
    query: URLSearchParams,
    body: Body,
  ): Answer | null {
    if (area === "agents") return [200, { agents: [] }];
    if (area === "deletions") return [200, { deletions: this.deletions }];
    if (area === "forget") return id === "preview" ? [200, this.preview] : this.#forget(body);
    if (area !== "memories") return null;
    if (id === "") return method === "POST" ? this.#add(body) : this.#list(query);
    if (id === "suggestions") return [200, { suggestions: [] }];
    if (id === "maintenance") return this.#maintain(method, verb);
    if (id === "merge") return this.#merge(body);
    if (id === "import") return [200, { imported: 1, skipped: [{ index: 1, why: "known" }] }];
    const memory = this.memories.find((one) => one.id === id);
    if (!memory) return [404, { error: { code: "not_found", message: "It is not there." } }];
    return method === "PATCH" ? this.#edit(memory, body) : [200, { memory }];
  }

  #list(query: URLSearchParams): Answer {
    const type = query.get("type");
    const words = query.get("q")?.toLowerCase() ?? "";
    const all = this.memories.filter(
      (one) =>
        (type === null || one.type === type) &&
        (query.get("holds") !== "no" || one.validTo !== null) &&
        one.content.toLowerCase().includes(words),
    );
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit") ?? 50);
    const nextCursor = all.length > from + limit ? String(from + limit) : null;
    return [200, { memories: all.slice(from, from + limit), counts: this.#counts(), nextCursor }];
  }

  #counts() {
    return (["episodic", "long_term", "working"] as const).map((type) => ({
      type,
      holds: this.memories.filter((one) => one.type === type && one.validTo === null).length,
      closed: this.memories.filter((one) => one.type === type && one.validTo !== null).length,
    }));
  }

  #add(body: Body): Answer {
    const [like] = this.memories;
    if (!like) return [500, null];
    const id = "00000000-0000-4000-8000-000000000999" as Memory["id"];
    const memory: Memory = {
      ...like,
      id,
      content: String(body["content"]),
      sources: [],
      trust: "hand_written",
    };
    this.memories.push(memory);
    return [201, { memory, closed: [], merged: false }];
  }

  #edit(memory: Memory, { holds, ...changes }: Body): Answer {
    if (this.conflict) {
      this.conflict = false;
      const newer = { ...memory, content: "Said elsewhere", revision: memory.revision + 1 };
      this.memories = this.memories.map((one) => (one === memory ? newer : one));
      const details = { revision: newer.revision };
      return [422, { error: { code: "cannot_store", message: "It was changed.", details } }];
    }
    const kept = holds === true ? { validTo: null, supersededBy: null } : {};
    const edited = { ...memory, ...changes, ...kept, revision: memory.revision + 1 };
    this.memories = this.memories.map((one) => (one === memory ? edited : one));
    return [200, { memory: edited }];
  }

  #merge({ ids, content }: Body): Answer {
    const [into, ...others] = ids as string[];
    const memory = this.memories.find(({ id }) => id === into);
    if (!memory) return [404, null];
    const merged = { ...memory, content: String(content), revision: memory.revision + 1 };
    this.memories = this.memories
      .filter(({ id }) => !others.includes(id))
      .map((one) => (one === memory ? merged : one));
    return [200, { memory: merged }];
  }

  #maintain(method: string, verb: string): Answer {
    const run = {
      id: "40000000-0000-4000-8000-000000000001",
      appliedAt: "2026-11-21T10:00:00.000Z",
      undoneAt: verb === "undo" ? "2026-11-21T10:01:00.000Z" : null,
      undoUntil: "2126-12-21T10:00:00.000Z",
      steps: 1,
    };
    if (method === "POST") {
      this.steps = [];
      return [200, { run }];
    }
    return [200, { steps: this.steps, runs: this.steps.length === 0 ? [run] : [] }];
  }

  #forget({ memoryIds, all }: Body): Answer {
    const ids = new Set((memoryIds as string[] | undefined) ?? []);
    this.memories = all === true ? [] : this.memories.filter(({ id }) => !ids.has(id));
    const receipt = deletion(all === true ? { what: "all_memories" } : {});
    this.deletions = [receipt, ...this.deletions];
    return [200, { deletion: receipt }];
  }
}
