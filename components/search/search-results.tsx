"use client";

import type { SearchView } from "@/lib/client/hooks/use-search";
import type { SearchHit } from "@/types/search";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import type { HitGroup } from "./group-hits";
import type { OpenHit } from "./hit-address";
import { ResultGroup } from "./result-group";
import type { SearchWishes } from "./search-address";
import { cappedWords, correctedWords, foundWords, nothingWords } from "./search-words";

type SearchResultsProps = {
  wishes: SearchWishes;
  search: SearchView;
  groups: readonly HitGroup[];
  shown: string | null;
  onShow: (hit: SearchHit) => void;
  onOpen: OpenHit;
};

/** What was found, or why there is nothing. */
export function SearchResults({ wishes, search, groups, ...rest }: SearchResultsProps) {
  const { answer, loading, failure } = search;
  if (wishes.q.trim() === "") return <HowTo />;
  return (
    <>
      {failure && (
        <div className="mt-4">
          <Note tone="danger" role="alert">
            {failure.message}{" "}
            <button type="button" onClick={search.again} className="text-link">
              Search again
            </button>
          </Note>
        </div>
      )}
      {answer === null && loading && <Waiting />}
      {answer !== null && (
        <div className={loading ? "opacity-60" : undefined}>
          <Status wishes={wishes} search={search} groups={groups} />
          {groups.map((group) => (
            <ResultGroup key={group.key} group={group} {...rest} />
          ))}
          {answer.nextCursor !== null && (
            <Button className="mt-4" busy={search.loadingMore} onClick={search.loadMore}>
              Show more
            </Button>
          )}
        </div>
      )}
    </>
  );
}

type StatusProps = Pick<SearchResultsProps, "wishes" | "search" | "groups">;

function Status({ wishes, search: { answer, asked }, groups }: StatusProps) {
  if (answer === null) return null;
  const { corrections, capped, hits } = answer;
  const filtered = Boolean(
    wishes.kind ?? wishes.agentId ?? wishes.conversationId ?? wishes.role ?? wishes.days,
  );
  return (
    <div role="status" className="num mt-[18px] text-sm text-ink-3">
      <p>
        {hits.length === 0
          ? nothingWords(asked?.q ?? wishes.q, answer, filtered)
          : foundWords(answer, groups, wishes.sort === "newest")}
      </p>
      {corrections.length > 0 && <p>{correctedWords(corrections)}</p>}
      {capped.map((word) => (
        <p key={word.word}>{cappedWords(word)}</p>
      ))}
    </div>
  );
}

function HowTo() {
  return (
    <p className="mt-[18px] max-w-[64ch] text-sm text-ink-3">
      Every message, title, summary and memory of yours is searched. “Quotation marks” find an exact phrase, a
      minus leaves a word out: export -nightly.
    </p>
  );
}

function Waiting() {
  return (
    <div aria-hidden className="mt-6">
      <Skeleton width="34%" />
      <Skeleton width="96%" />
      <Skeleton width="81%" />
      <Skeleton width="28%" />
      <Skeleton width="90%" />
    </div>
  );
}
