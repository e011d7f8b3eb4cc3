import { parseSearch } from "@/lib/domain/retrieval/parse-search";
import type { SnippetHits } from "@/lib/domain/retrieval/snippet-of";
import type { SearchInput } from "@/lib/domain/retrieval/search-input";
import type { FoundMessages, SearchFilters, SearchPosition, SearchReader } from "@/lib/ports/search-reader";
import type { SearchAnswer, SearchHit, SearchKind, SearchSort } from "@/types/search";
import { cappedWords, correctWords, spelled, type Correction } from "./correct-words";
import { bestOf, memoryHits, messageHit, summaryHits, titleHits } from "./search-hits";
import { searchTerms, type SearchTerms } from "./search-terms";

/** Of each kind but messages, beside the messages. */
const BESIDE = 5;
const RANKED = 5_000;

export type Search = SearchFilters & {
  text: string;
  /** null: all of them. */
  kind: SearchKind | null;
  sort: SearchSort;
  role: "user" | "assistant" | null;
  limit: number;
  /** Where the page before ended; pages after the first hold messages alone. */
  after: SearchPosition | null;
};

export type SearchPage = Omit<SearchAnswer, "nextCursor"> & { next: SearchPosition | null };

type Deps = { search: SearchReader };

/** What was typed, found in messages, titles, summaries and memories. Words that nobody used are read as the nearest ones. */
export async function search({ search: reader }: Deps, request: Search): Promise<SearchPage> {
  const input = parseSearch(request.text);
  const wanted = searchTerms(input);
  if (input.words.length + input.phrases.length === 0) return empty;
  const [messages, titles] = await Promise.all([
    wants(request, "message") ? findMessages(reader, request, input, wanted) : nothing(wanted),
    wants(request, "title") ? reader.titles(titleSearch(request)) : { rows: [], titles: 0 },
  ]);
  const { found, terms, corrections } = messages;
  const marks = { terms: new Set(terms.map(({ term }) => term)), phrases: input.phrases };
  const entries = await findEntries(reader, request, { terms, notTerms: wanted.notTerms }, marks);
  const best = bestOf(found.rows);
  const said = found.rows.map((row) => ({ row, hit: messageHit(row, marks, best) }));
  const contents = found.rows.map(({ content }) => content);
  return {
    ...onePage(said, [...titleHits(titles.rows, request.text), ...entries], request),
    corrections: corrections.map(({ typed, term }) => ({ typed, used: spelled(term, contents) })),
    capped: cappedWords(wanted.words, found).map((word) => ({ word, ranked: RANKED })),
    searched: { messages: found.docs, titles: titles.titles },
  };
}

type Messages = { found: FoundMessages; terms: SearchTerms["terms"]; corrections: Correction[] };

function nothing({ terms }: SearchTerms): Messages {
  return { found: nothingFound, terms, corrections: [] };
}

/** Memories and summaries. */
async function findEntries(
  reader: SearchReader,
  request: Search,
  wanted: Pick<SearchTerms, "terms" | "notTerms">,
  marks: SnippetHits,
): Promise<SearchHit[]> {
  if (wanted.terms.length === 0) return [];
  const limit = request.kind === null ? BESIDE : request.limit;
  const query = { ...filtersOf(request), ...wanted, limit };
  const [memories, summaries] = await Promise.all([
    wants(request, "memory") ? reader.memories(query) : [],
    wants(request, "summary") ? reader.summaries(query) : [],
  ]);
  return [...memoryHits(memories, marks), ...summaryHits(summaries, marks)];
}

const nothingFound: FoundMessages = { rows: [], docs: 0, terms: [] };

const empty: SearchPage = {
  hits: [],
  next: null,
  corrections: [],
  capped: [],
  searched: { messages: 0, titles: 0 },
};

function wants({ kind, after, role }: Search, one: SearchKind): boolean {
  if (kind !== null) return kind === one;
  // Only messages have a role, and pages.
  return one === "message" || (after === null && role === null);
}

function filtersOf({ since, until, agentId, conversationId }: Search): SearchFilters {
  return { since, until, agentId, conversationId };
}

function titleSearch(request: Search) {
  const limit = request.kind === null ? BESIDE : request.limit;
  // Somebody who goes on typing has not finished the last word.
  return { ...filtersOf(request), text: request.text, prefix: !/\s$/.test(request.text), limit };
}

async function findMessages(
  reader: SearchReader,
  request: Search,
  input: SearchInput,
  wanted: SearchTerms,
): Promise<Messages> {
  const ask = (terms: SearchTerms["terms"]) =>
    reader.messages({
      ...filtersOf(request),
      terms,
      phrases: input.phrases,
      notTerms: wanted.notTerms,
      notPhrases: input.notPhrases,
      sort: request.sort,
      role: request.role,
      // One more tells whether there is a next page.
      limit: request.limit + 1,
      after: request.after,
    });
  if (wanted.terms.length === 0) return nothing(wanted);
  const found = await ask(wanted.terms);
  const corrected = await correctWords(reader, wanted, found);
  if (corrected === null) return { found, terms: wanted.terms, corrections: [] };
  return { ...corrected, found: await ask(corrected.terms) };
}

type Placed = { row: FoundMessages["rows"][number] | null; hit: SearchHit };

function onePage(
  messages: readonly Placed[],
  others: readonly SearchHit[],
  { sort, limit }: Search,
): Pick<SearchPage, "hits" | "next"> {
  const placed: Placed[] = [...messages, ...others.map((hit) => ({ row: null, hit }))];
  placed.sort((a, b) =>
    sort === "newest"
      ? Date.parse(b.hit.saidAt) - Date.parse(a.hit.saidAt) || b.hit.score - a.hit.score
      : b.hit.score - a.hit.score,
  );
  const page = placed.slice(0, limit);
  const shown = page.filter(({ row }) => row !== null);
  const last = shown.at(-1)?.row ?? null;
  const more = shown.length < messages.length && last !== null;
  const next = more ? positionOf(last, sort) : null;
  return { hits: page.map(({ hit }) => hit), next };
}

function positionOf(row: FoundMessages["rows"][number], sort: SearchSort): SearchPosition {
  return sort === "newest" ? { doc: row.doc, at: row.saidAt } : { doc: row.doc, score: row.score };
}
