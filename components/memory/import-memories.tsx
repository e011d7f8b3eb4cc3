"use client";

import { useId, useState } from "react";
import type { MemoryFile } from "@/lib/client/memory-api";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { ImportMemoriesAnswer } from "@/types/memory-api";
import { Button } from "@/components/ui/button";
import { portionsOf, readMemoryFile, type ReadFile } from "./memory-file";
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

/** Sends the file in portions. `done`: entries looked at so far, null while nothing is on its way. */
function useImport(file: MemoryFile) {
  const { api, memories } = useWorkspace();
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [answer, setAnswer] = useState<ImportMemoriesAnswer | null>(null);
  const go = async () => {
    const all: ImportMemoriesAnswer = { imported: 0, skipped: [] };
    setFailure(null);
    setDone(0);
    try {
      for (const { before, file: part } of portionsOf(file)) {
        const { imported, skipped } = await api.importMemories(part);
        all.imported += imported;
        all.skipped.push(...skipped.map(({ index, why }) => ({ index: index + before, why })));
        setDone(before + part.memories.length);
      }
      setAnswer(all);
    } catch (thrown) {
      setFailure(failureWords(thrown, all.imported));
    }
    setDone(null);
    if (all.imported > 0) memories.tell({ kind: "many" });
  };
  return { go, done, failure, answer };
}

function Preview({ read, onClose }: PreviewProps) {
  const { contents, file } = read;
  const { go, done, failure, answer } = useImport(file);
  const busy = done !== null;
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
      {busy && (
        <p role="status" className="num mt-2 text-sm text-ink-2">
          {done.toLocaleString("en")} of {contents.length.toLocaleString("en")} looked at
        </p>
      )}
    </div>
  );
}

function failureWords(thrown: unknown, imported: number): string {
  const what = thrown instanceof Error ? thrown.message : "That did not work.";
  if (imported === 0) return `${what} Nothing was imported.`;
  return `${what} ${memoriesWords(imported)} came in before that; the same file goes on where it stopped.`;
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
