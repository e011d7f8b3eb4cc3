import { parseSearch } from "@/lib/domain/retrieval/parse-search";
import type { SearchInput } from "@/lib/domain/retrieval/search-input";
import type { FoundMessages, SearchFilters, SearchPosition, SearchReader } from "@/lib/ports/search-reader";
import type { SearchAnswer, SearchHit, SearchKind, SearchSort } from "@/types/search";
import { cappedWords, correctWords, spelled, type Correction } from "./correct-words";
import { bestOf, memoryHits, messageHit, summaryHits, titleHits } from "./search-hits";
import { keepsTo } from "./keeps-to";
import { searchTerms, type SearchTerms } from "./search-terms";

/** Of each kind but messages, beside the messages. */
const BESIDE = 5;
const MOST_LOOKED_AT = 100;
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
    wants(request, "title") ? reader.titles(titleSearch(request, input)) : { rows: [], titles: 0 },
  ]);
  const { found, terms, corrections } = messages;
  const marks = { terms: new Set(terms.map(({ term }) => term)), phrases: input.phrases };
  const entries = await findEntries(reader, request, input, { terms, notTerms: wanted.notTerms });
  const best = bestOf(found.rows);
  const said = found.rows.map((row) => ({ row, hit: messageHit(row, marks, best) }));
  const contents = found.rows.map(({ content }) => content);
  const named = titles.rows.filter(({ title }) => keepsTo(title, input)).slice(0, besides(request));
  return {
    ...onePage(said, [...titleHits(named, typedWords(input)), ...entries], request),
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
  input: SearchInput,
  wanted: Pick<SearchTerms, "terms" | "notTerms">,
): Promise<SearchHit[]> {
  if (wanted.terms.length === 0) return [];
  const query = { ...filtersOf(request), ...wanted, limit: asked(request, input) };
  const [memories, summaries] = await Promise.all([
    wants(request, "memory") ? reader.memories(query) : [],
    wants(request, "summary") ? reader.summaries(query) : [],
  ]);
  const kept = <Row extends { content: string }>(rows: readonly Row[]) =>
    rows.filter(({ content }) => keepsTo(content, input)).slice(0, besides(request));
  const marks = { terms: new Set(wanted.terms.map(({ term }) => term)), phrases: input.phrases };
  return [...memoryHits(kept(memories), marks), ...summaryHits(kept(summaries), marks)];
}

/** How many of another kind than messages an answer has. */
function besides({ kind, limit }: Search): number {
  return kind === null ? BESIDE : limit;
}

/** How many of them have to be asked for: some say the words and not the phrase. */
function asked(request: Search, { phrases, notPhrases, notWords }: SearchInput): number {
  return phrases.length + notPhrases.length + notWords.length > 0 ? MOST_LOOKED_AT : besides(request);
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

function titleSearch(request: Search, input: SearchInput) {
  const last = input.words.at(-1);
  return {
    ...filtersOf(request),
    text: typedWords(input),
    // Somebody who goes on typing has not finished the last word.
    prefix: last !== undefined && request.text.endsWith(last),
    limit: asked(request, input),
  };
}

function typedWords({ words, phrases }: SearchInput): string {
  return [...phrases, ...words].join(" ");
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
  const inOrder = (a: Placed, b: Placed) =>
    sort === "newest"
      ? Date.parse(b.hit.saidAt) - Date.parse(a.hit.saidAt) || b.hit.score - a.hit.score
      : b.hit.score - a.hit.score;
  // The others are on the first page or nowhere; messages go on on the next one.
  const beside = others
    .map((hit): Placed => ({ row: null, hit }))
    .sort(inOrder)
    .slice(0, limit - Math.min(messages.length, Math.ceil(limit / 2)));
  const said = messages.slice(0, limit - beside.length);
  const last = said.at(-1)?.row ?? null;
  const next = said.length < messages.length && last !== null ? positionOf(last, sort) : null;
  return { hits: [...said, ...beside].sort(inOrder).map(({ hit }) => hit), next };
}

function positionOf(row: FoundMessages["rows"][number], sort: SearchSort): SearchPosition {
  return sort === "newest" ? { doc: row.doc, at: row.saidAt } : { doc: row.doc, score: row.score };
}
