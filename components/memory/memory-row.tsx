"use client";

import { Ellipsis, Pencil, Pin, Trash2 } from "lucide-react";
import { lazy, memo, Suspense, useId, useState } from "react";
import type { Memory, MemoryId } from "@/types/memory";
import { tokenFigure } from "@/components/context/token-figure";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Contradiction } from "./contradiction";
import { Importance } from "./importance";
import { MemoryEditor } from "./memory-editor";
import { MemorySources } from "./memory-source";
import { agoWords, shortContent, timesWords, TYPE_NAMES } from "./memory-words";
import type { MemoryWork } from "./use-memory-work";

const Menu = lazy(() => import("@/components/ui/menu"));

/** The columns of the list and of its headings. */
export const COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_68px_66px_80px_77px_60px] gap-x-4 max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3.5 max-md:gap-y-0.5";

export type MemoryRowProps = {
  memory: Memory;
  now: number;
  agentName: string | null;
  held: "held" | "leaving" | null;
  /** The address names it. */
  marked: boolean;
  /** Whether it is among those to be merged; null while nothing is chosen. */
  chosen: boolean | null;
  work: MemoryWork;
  onChoose: (memory: Memory, chosen: boolean) => void;
  onShow: (id: MemoryId) => void;
};

/** One entry: what it says, where it is from, what it is worth and what it has cost. */
export const MemoryRow = memo(function MemoryRow(props: MemoryRowProps) {
  const { memory, held, marked } = props;
  const [editing, setEditing] = useState(false);
  const row = useId();
  const closed = memory.validTo !== null;
  const backTo = (name: string) =>
    requestAnimationFrame(() => document.getElementById(row)?.querySelector<HTMLElement>(name)?.focus());
  const edited = () => {
    setEditing(false);
    backTo("[data-edit]");
  };
  return (
    <li
      id={row}
      data-memory={memory.id}
      tabIndex={-1}
      className={classNames(
        "border-b border-line py-3 [contain-intrinsic-size:auto_88px] [content-visibility:auto] max-md:pt-3.5 max-md:pb-2.5",
        "focus-visible:-outline-offset-2",
        marked && "-mx-3 bg-accent-soft px-3",
      )}
    >
      {editing ? (
        <MemoryEditor memory={memory} onEdit={props.work.edit} onDone={edited} />
      ) : held ? (
        <HeldRow memory={memory} held={held} onUndo={() => props.work.undoForget(memory.id)} />
      ) : (
        <Shown
          {...props}
          closed={closed}
          onEdit={() => setEditing(true)}
          onForget={() => {
            props.work.forget([memory.id]);
            backTo("[data-undo]");
          }}
        />
      )}
    </li>
  );
});

function HeldRow({ memory, held, onUndo }: { memory: Memory; held: "held" | "leaving"; onUndo: () => void }) {
  return (
    <div className="flex items-start gap-4">
      <p className="min-w-0 flex-1 text-lead leading-[22px] text-ink-3 line-through [overflow-wrap:anywhere]">
        {shortContent(memory.content)}
      </p>
      <span className="shrink-0 text-sm text-ink-2">
        Forgetting…{" "}
        {held === "held" && (
          <button type="button" data-undo className="text-link font-medium max-sm:min-h-9" onClick={onUndo}>
            Undo
          </button>
        )}
      </span>
    </div>
  );
}

type ShownProps = MemoryRowProps & { closed: boolean; onEdit: () => void; onForget: () => void };

function Shown(props: ShownProps) {
  const { memory, now, closed, chosen, work, onShow, onEdit, onForget } = props;
  const content = useId();
  return (
    <div className={COLUMNS}>
      <div className="min-w-0 max-md:mb-1.5 max-md:w-[calc(100%-60px)]">
        <p
          id={content}
          className={classNames(
            "text-lead leading-[22px] tracking-[-0.004em] [overflow-wrap:anywhere] max-sm:text-[1rem] max-sm:leading-6",
            closed ? "text-ink-3 line-through decoration-1" : "text-ink",
          )}
        >
          {memory.content}
        </p>
        <Facts {...props} />
        {closed && (
          <div className="max-md:-mr-[46px]">
            <Contradiction
              memory={memory}
              now={now}
              onShow={onShow}
              onForget={onForget}
              onKeep={() => void work.edit(memory, { holds: true })}
            />
          </div>
        )}
      </div>
      <span className="text-sm leading-[19px] text-ink-2 max-md:order-2">
        <span className="sr-only">Type: </span>
        {TYPE_NAMES[memory.type]}
      </span>
      <span className="max-md:order-2">
        <Importance memory={memory} />
      </span>
      <Used memory={memory} now={now} />
      <span className="num text-right text-sm leading-[19px] max-md:order-2">
        {tokenFigure(memory.tokensSpent)}
        <span className="text-ink-3 md:sr-only"> tokens</span>
      </span>
      {chosen === null ? (
        <RowActions describedBy={content} onEdit={onEdit} onForget={onForget} />
      ) : (
        <span className="text-right max-md:order-1 max-md:ml-auto">
          <input
            type="checkbox"
            aria-label="Choose this memory"
            aria-describedby={content}
            checked={chosen}
            disabled={closed}
            onChange={(event) => props.onChoose(memory, event.target.checked)}
            className="size-[18px] accent-accent max-sm:size-6"
          />
        </span>
      )}
    </div>
  );
}

/** Under what it says: where it is from, and what is particular about it. */
function Facts({ memory, now, agentName }: ShownProps) {
  return (
    <p className="text-meta leading-[19px] text-ink-3 [overflow-wrap:anywhere]">
      <MemorySources memory={memory} now={now} />
      {memory.standing && memory.validTo === null && (
        <span className="whitespace-nowrap">
          {" · "}
          <Icon of={Pin} size={12} className="inline align-[-1px]" /> In every call
        </span>
      )}
      {agentName !== null && ` · Only for ${agentName}`}
      {memory.trust === "imported" && memory.sources.length > 0 && " · Imported"}
    </p>
  );
}

function Used({ memory, now }: { memory: Memory; now: number }) {
  const { lastUsedAt, uses } = memory;
  return (
    <span className="num text-sm leading-[19px] max-md:order-2">
      {lastUsedAt === null ? (
        <span className="text-ink-3">Not used yet</span>
      ) : (
        <>
          <span className="text-ink-3 md:sr-only">Used </span>
          <time dateTime={lastUsedAt}>{agoWords(lastUsedAt, now)}</time>
          <span className="block text-ink-3 max-md:sr-only">{timesWords(uses)}</span>
        </>
      )}
    </span>
  );
}

type RowActionsProps = { describedBy: string; onEdit: () => void; onForget: () => void };

function RowActions({ describedBy, onEdit, onForget }: RowActionsProps) {
  const [anchor, setAnchor] = useState<{ element: HTMLElement; byKeyboard: boolean } | null>(null);
  return (
    <span className="-my-1 -mr-2 inline-flex justify-end max-md:order-1 max-md:ml-auto max-md:self-start">
      <span className="inline-flex max-md:hidden">
        <IconButton
          data-edit
          icon={Pencil}
          label="Edit memory"
          aria-describedby={describedBy}
          onClick={onEdit}
        />
        <IconButton icon={Trash2} label="Forget memory" aria-describedby={describedBy} onClick={onForget} />
      </span>
      <IconButton
        icon={Ellipsis}
        label="Memory options"
        aria-describedby={describedBy}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget, detail }) =>
          setAnchor({ element: currentTarget, byKeyboard: detail === 0 })
        }
        className="md:hidden"
      />
      {anchor && (
        <Suspense fallback={null}>
          <Menu
            label="Memory options"
            anchor={anchor.element}
            byKeyboard={anchor.byKeyboard}
            onClose={() => setAnchor(null)}
            items={[
              { label: "Edit", icon: Pencil, onSelect: onEdit },
              { label: "Forget", icon: Trash2, danger: true, onSelect: onForget },
            ]}
          />
        </Suspense>
      )}
    </span>
  );
}
