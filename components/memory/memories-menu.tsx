"use client";

import {
  Download,
  Ellipsis,
  FileText,
  FoldVertical,
  Lightbulb,
  SquareCheck,
  Trash2,
  Upload,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { EXPORT_ADDRESS } from "@/lib/client/memory-api";
import { IconButton } from "@/components/ui/icon-button";

const Menu = lazy(() => import("@/components/ui/menu"));

export type MemoryTask = "maintenance" | "suggestions" | "import" | "receipts";

type MemoriesMenuProps = {
  onTask: (task: MemoryTask) => void;
  onChoose: () => void;
  onForgetAll: (anchor: HTMLElement) => void;
};

/** What can be done with all memories. */
export function MemoriesMenu({ onTask, onChoose, onForgetAll }: MemoriesMenuProps) {
  const [anchor, setAnchor] = useState<{ element: HTMLElement; byKeyboard: boolean } | null>(null);
  return (
    <>
      <IconButton
        icon={Ellipsis}
        label="More"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget, detail }) =>
          setAnchor({ element: currentTarget, byKeyboard: detail === 0 })
        }
      />
      {anchor && (
        <Suspense fallback={null}>
          <Menu
            label="More"
            anchor={anchor.element}
            byKeyboard={anchor.byKeyboard}
            onClose={() => setAnchor(null)}
            items={[
              { label: "Choose several", icon: SquareCheck, onSelect: onChoose },
              { label: "Maintenance", icon: FoldVertical, onSelect: () => onTask("maintenance") },
              { label: "Suggestions to retire", icon: Lightbulb, onSelect: () => onTask("suggestions") },
              { label: "Deletion receipts", icon: FileText, onSelect: () => onTask("receipts") },
              { label: "Export", icon: Download, onSelect: exportMemories },
              { label: "Import", icon: Upload, onSelect: () => onTask("import") },
              {
                label: "Forget all",
                icon: Trash2,
                danger: true,
                onSelect: () => onForgetAll(anchor.element),
              },
            ]}
          />
        </Suspense>
      )}
    </>
  );
}

/** The browser itself fetches it, by the session's cookie. */
function exportMemories(): void {
  const link = document.createElement("a");
  link.href = EXPORT_ADDRESS;
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
