"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState, type MouseEvent } from "react";
import { useDocumentTitle } from "@/lib/client/hooks/use-conversation-list";
import { useNow } from "@/lib/client/hooks/use-now";
import { useSearch } from "@/lib/client/hooks/use-search";
import type { SearchHit } from "@/types/search";
import { PageHeader } from "@/components/shell/page-header";
import { groupHits, hitKey, type HitGroup } from "./group-hits";
import { hitAddress } from "./hit-address";
import { requestOf } from "./search-address";
import { SearchField } from "./search-field";
import { SearchFilters } from "./search-filters";
import { SearchPreview } from "./search-preview";
import { SearchResults } from "./search-results";
import { useHitFocus } from "./use-hit-focus";
import { useSearchWishes } from "./use-search-wishes";

/** Everything that was ever said, by its words. */
export function SearchScreen() {
  const [wishes, change] = useSearchWishes();
  useDocumentTitle(wishes.q === "" ? "Search · Throughline" : `${wishes.q} · Search · Throughline`);
  const today = useNow(3_600_000);
  const request = useMemo(() => requestOf(wishes, today), [wishes, today]);
  const search = useSearch(request);
  const groups = useMemo(() => groupHits(search.answer?.hits ?? []), [search.answer]);
  const { shown, show } = useShown(groups);
  const { results, enter, onKeyDown } = useHitFocus();
  const router = useRouter();
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        <PageHeader name="Search" />
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto max-w-[50.75rem] px-9 pt-9 pb-16 max-sm:px-[18px] max-sm:pt-5 max-sm:pb-12">
            <h1 className="font-serif text-2xl font-[480] tracking-[-0.012em]">Search</h1>
            <SearchField
              value={wishes.q}
              busy={search.loading}
              onChange={(q) => change({ q })}
              onDown={enter}
              onEnter={() => shown && router.push(hitAddress(shown))}
            />
            <SearchFilters wishes={wishes} onChange={change} />
            <div ref={results} onKeyDown={onKeyDown}>
              <SearchResults
                wishes={wishes}
                search={search}
                groups={groups}
                shown={shown && hitKey(shown)}
                onShow={show}
                onOpen={(event, address) => follow(event, () => router.push(address))}
              />
            </div>
          </div>
        </div>
      </main>
      {shown && <PreviewOf hit={shown} />}
    </div>
  );
}

/** What the preview shows: what was last pointed at, or else the best. */
function useShown(groups: readonly HitGroup[]): { shown: SearchHit | null; show: (hit: SearchHit) => void } {
  const [chosen, setChosen] = useState<SearchHit | null>(null);
  const hits = groups.flatMap((group) => group.hits);
  const shown = hits.find((hit) => hit === chosen) ?? hits[0] ?? null;
  return { shown, show: setChosen };
}

function PreviewOf({ hit }: { hit: SearchHit }) {
  const { conversationId, title, seq } = hit;
  if (conversationId === null || seq === null) return null;
  return <SearchPreview conversationId={conversationId} title={title} seq={seq} />;
}

/** A plain press changes the page here; one that asks for a new tab stays the browser's. */
function follow(event: MouseEvent, open: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  open();
}
