"use client";

import { Plus } from "lucide-react";
import { useId } from "react";
import type { Summary } from "@/types/summary";
import type { ConversationId } from "@/types/ids";
import { SectionHeading } from "@/components/context/section-heading";
import { LineEditor } from "./line-editor";
import { SmallAction } from "./small-action";
import { SummaryLineRow } from "./summary-line-row";
import { useLineDraft } from "./use-line-draft";
import type { SummaryWork } from "./use-summary-work";

type SummaryLinesProps = {
  conversationId: ConversationId;
  summary: Summary;
  work: SummaryWork;
  onJump: (seq: number) => void;
};

/** The summary, line by line; each names the messages it stands for. */
export function SummaryLines({ conversationId, summary, work, onJump }: SummaryLinesProps) {
  const { lines } = summary;
  const id = useId();
  const draft = useLineDraft(lines, work, id);
  const saving = work.busy === "line";
  const field = {
    value: draft.text,
    onChange: draft.type,
    onSave: () => void draft.save(),
    onCancel: draft.leave,
    saving,
  };
  return (
    <div id={id} className="mt-[22px]">
      <SectionHeading
        title="What the model reads"
        fact={lines.length === 1 ? "1 line" : `${lines.length} lines`}
      />
      <ol>
        {lines.map((line, index) => (
          <li key={`${index} ${line.text}`} className="border-t border-line first:border-t-0">
            {index === draft.edited ? (
              <LineEditor label="Line" {...field} />
            ) : (
              <SummaryLineRow
                conversationId={conversationId}
                line={line}
                busy={saving}
                onEdit={() => draft.begin(line)}
                onTakeOut={() => void draft.takeOut(index)}
                onJump={onJump}
              />
            )}
          </li>
        ))}
      </ol>
      <div className="border-t border-line pt-1">
        {draft.adding ? (
          <LineEditor label="New line" {...field} />
        ) : (
          <div className="-ml-1.5">
            <SmallAction icon={Plus} data-add="" onClick={() => draft.begin(null)}>
              Add a line
            </SmallAction>
          </div>
        )}
      </div>
    </div>
  );
}
