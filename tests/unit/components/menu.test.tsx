import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import Menu from "@/components/ui/menu";

function Opener({ onRename }: { onRename: () => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button type="button" onClick={(event) => setAnchor(event.currentTarget)}>
        Conversation options
      </button>
      {anchor && (
        <Menu
          label="Conversation options"
          anchor={anchor}
          byKeyboard
          onClose={() => setAnchor(null)}
          items={[
            { label: "Rename", icon: Pencil, onSelect: onRename },
            { label: "Delete", icon: Trash2, danger: true, onSelect: () => undefined },
          ]}
        />
      )}
    </>
  );
}

beforeEach(() => {
  class NoObserver {
    observe = vi.fn();
    unobserve = vi.fn();
    disconnect = vi.fn();
  }
  vi.stubGlobal("ResizeObserver", NoObserver);
  return () => vi.unstubAllGlobals();
});

const focused = () => document.activeElement?.textContent;

describe("a menu opened from the keyboard", () => {
  it("starts on its first item, moves with the arrows, and Esc gives the focus back", async () => {
    render(<Opener onRename={() => undefined} />);
    screen.getByRole("button").focus();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(focused()).toBe("Rename"));
    await userEvent.keyboard("{ArrowDown}");
    expect(focused()).toBe("Delete");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(focused()).toBe("Conversation options"));
    expect(screen.queryByRole("menu")).toBeNull();
  });

  it("does what was chosen once it has let go of the focus", async () => {
    const onRename = vi.fn();
    render(<Opener onRename={onRename} />);
    await userEvent.click(screen.getByRole("button"));
    await waitFor(() => expect(focused()).toBe("Rename"));
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(onRename).toHaveBeenCalledTimes(1));
  });
});
