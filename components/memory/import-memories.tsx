"use client";

import { useId, useState } from "react";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { ImportMemoriesAnswer } from "@/types/memory-api";
import { Button } from "@/components/ui/button";
import { readMemoryFile, type ReadFile } from "./memory-file";
import { memoriesWords } from "./memory-words";
import { SideTask } from "./side-task";

/** Entries listed before they are imported; the rest is counted. */
const LISTED = 200;

/** Brings memories from a file, which is shown first. */
export function ImportMemories({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [read, setRead] = useState<ReadFile | null>(null);
  const chosen = async (file: File | undefined) => {
    if (file) setRead(readMemoryFile(await file.text()));
  };
  return (
    <SideTask
      title="Import memories"
      lede="From a file that was exported here. What it holds is shown first. Imported memories are marked as such, and none is in every call before you have confirmed it."
      onClose={onClose}
    >
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        File
      </label>
      <input
        id={id}
        type="file"
        accept="application/json,.json"
        onChange={(event) => void chosen(event.target.files?.[0])}
        className="max-w-full text-sm file:mr-3 file:min-h-8 file:rounded-md file:border file:border-line-strong file:bg-raised file:px-3 file:font-medium file:text-ink"
      />
      {read && "problem" in read && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {read.problem}
        </p>
      )}
      {read && "file" in read && <Preview key={read.contents.length} read={read} onClose={onClose} />}
    </SideTask>
  );
}

type PreviewProps = { read: Extract<ReadFile, { contents: string[] }>; onClose: () => void };

function Preview({ read, onClose }: PreviewProps) {
  const { api, memories } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [answer, setAnswer] = useState<ImportMemoriesAnswer | null>(null);
  const { contents, file } = read;
  const go = async () => {
    setBusy(true);
    setFailure(null);
    try {
      setAnswer(await api.importMemories(file));
      memories.tell({ kind: "many" });
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That did not work. Nothing was imported.");
    }
    setBusy(false);
  };
  if (answer) return <Imported answer={answer} contents={contents} onClose={onClose} />;
  return (
    <div className="mt-3">
      <h3 className="num text-sm font-semibold">{memoriesWords(contents.length)} in this file</h3>
      <ul
        tabIndex={0}
        aria-label="Memories in this file"
        className="scroll-thin mt-1.5 max-h-72 overflow-y-auto border-y border-line"
      >
        {contents.slice(0, LISTED).map((content, index) => (
          <li
            key={index}
            className="border-b border-line py-1.5 text-sm [overflow-wrap:anywhere] last:border-0"
          >
            {content}
          </li>
        ))}
      </ul>
      {contents.length > LISTED && (
        <p className="num mt-1 text-meta text-ink-3">
          And {(contents.length - LISTED).toLocaleString("en")} more.
        </p>
      )}
      {failure && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {failure}
        </p>
      )}
      <Button
        className="mt-3"
        look="primary"
        busy={busy}
        disabled={busy || contents.length === 0}
        onClick={() => void go()}
      >
        Import {memoriesWords(contents.length)}
      </Button>
    </div>
  );
}

type ImportedProps = { answer: ImportMemoriesAnswer; contents: readonly string[]; onClose: () => void };

function Imported({ answer, contents, onClose }: ImportedProps) {
  const known = answer.skipped.filter(({ why }) => why === "known").length;
  const secrets = answer.skipped.filter(({ why }) => why === "secret");
  return (
    <div role="status" className="num mt-3 text-sm">
      <p>
        {answer.imported === 1 ? "1 memory was imported." : `${answer.imported} memories were imported.`}
        {known > 0 && ` ${known} ${known === 1 ? "was" : "were"} there already.`}
      </p>
      {secrets.length > 0 && (
        <>
          <p className="mt-1">Left out, because they look like passwords, keys or card numbers:</p>
          <ul className="list-disc pl-5 text-ink-2">
            {secrets.map(({ index }) => (
              <li key={index}>
                Entry {index + 1}:{" "}
                {Array.from(contents[index] ?? "")
                  .slice(0, 12)
                  .join("")}
                …
              </li>
            ))}
          </ul>
        </>
      )}
      <Button className="mt-3" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
