import type { SearchKind, SearchRequest, SearchSort } from "@/types/search";

/** What the search page shows, as its address says it. */
export type SearchWishes = {
  q: string;
  kind: SearchKind | null;
  sort: SearchSort;
  /** Days back from now; null: whenever. */
  days: number | null;
  agentId: string | null;
  conversationId: string | null;
  role: "user" | "assistant" | null;
};

const KINDS: readonly SearchKind[] = ["message", "title", "summary", "memory"];
export const DAY_STEPS = [1, 7, 30, 90, 365] as const;

/** Reads an address; what it cannot mean counts as not said. */
export function wishesOf(search: string): SearchWishes {
  const params = new URLSearchParams(search);
  const role = params.get("role");
  const days = Number(params.get("days"));
  return {
    q: params.get("q") ?? "",
    kind: KINDS.find((kind) => kind === params.get("kind")) ?? null,
    sort: params.get("sort") === "newest" ? "newest" : "best",
    days: DAY_STEPS.find((step) => step === days) ?? null,
    agentId: params.get("agent"),
    conversationId: params.get("in"),
    role: role === "user" || role === "assistant" ? role : null,
  };
}

export type SearchAddress = "/search" | `/search?${string}`;

export function searchAddress(wishes: Partial<SearchWishes> & { q: string }): SearchAddress {
  const { q, kind, sort, days, agentId, conversationId, role } = wishes;
  const params = new URLSearchParams();
  if (q !== "") params.set("q", q);
  if (kind) params.set("kind", kind);
  if (sort === "newest") params.set("sort", sort);
  if (days) params.set("days", String(days));
  if (agentId) params.set("agent", agentId);
  if (conversationId) params.set("in", conversationId);
  if (role) params.set("role", role);
  const said = params.toString();
  return said === "" ? "/search" : `/search?${said}`;
}

const DAY_MS = 86_400_000;

/** What is asked of the server; null where there is nothing to look for. */
export function requestOf(wishes: SearchWishes, today: number): SearchRequest | null {
  const q = wishes.q.trim();
  if (q === "") return null;
  const { kind, sort, days, agentId, conversationId, role } = wishes;
  return {
    q,
    sort,
    ...(kind ? { kind } : {}),
    ...(days ? { since: new Date(today - days * DAY_MS).toISOString() } : {}),
    ...(agentId ? { agentId } : {}),
    ...(conversationId ? { conversationId } : {}),
    ...(role ? { role } : {}),
  };
}
