import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { SidePanel } from "@/components/context/side-panel";
import { useSidePanel } from "@/components/context/use-side-panel";
import type { ConversationId } from "@/types/ids";

const WIDE = "(min-width: 80rem)";
const PHONE = "(max-width: 39.99rem)";

function screenOf(matching: string | null): void {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query === matching,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
}

function Page({ chat = "new" }: { chat?: ConversationId | "new" }) {
  const side = useSidePanel(chat);
  return (
    <div data-frame="page">
      <nav>
        <button>Sidebar</button>
      </nav>
      <div>
        <main>
          <button onClick={() => side.open({ kind: "inspector", tab: "contents" })}>Inspect</button>
          <textarea aria-label="Message" />
        </main>
        {side.panel && (
          <SidePanel label="Context inspector" onClose={side.close}>
            <button role="tab" aria-selected="true">
              Contents
            </button>
            <button onClick={() => side.open({ kind: "summary" })}>Read the summary</button>
            <p>{side.panel.kind}</p>
          </SidePanel>
        )}
      </div>
    </div>
  );
}

const inspect = () => screen.getByRole("button", { name: "Inspect", hidden: true });
const panel = () => screen.queryByRole("complementary", { name: "Context inspector" });

async function opened(chat?: ConversationId) {
  const user = userEvent.setup();
  const view = render(<Page {...(chat ? { chat } : {})} />);
  await user.click(inspect());
  return { user, ...view };
}

describe("the panel beside the transcript", () => {
  it("takes the focus to its first tab and gives it back to what opened it", async () => {
    screenOf(WIDE);
    const { user } = await opened();
    expect(document.activeElement).toBe(screen.getByRole("tab"));
    await user.click(screen.getByRole("button", { name: "Read the summary" }));
    expect(screen.getByText("summary")).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(panel()).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(inspect()));
  });

  it("leaves Esc to the composer while it stands beside it, and closes where it lies over it", async () => {
    screenOf(WIDE);
    const { user, unmount } = await opened();
    await user.click(screen.getByRole("textbox"));
    await user.keyboard("{Escape}");
    expect(panel()).not.toBeNull();
    unmount();
    screenOf(null);
    const over = await opened();
    await over.user.click(screen.getByRole("textbox"));
    await over.user.keyboard("{Escape}");
    expect(panel()).toBeNull();
  });

  it("keeps the rest of the page out of reach on a phone, and only there", async () => {
    screenOf(PHONE);
    const { user, unmount } = await opened();
    const main = inspect().closest("main");
    expect(main?.inert).toBe(true);
    expect(document.querySelector("nav")?.inert).toBe(true);
    await user.keyboard("{Escape}");
    expect(main?.inert).toBe(false);
    unmount();
    screenOf(null);
    await opened();
    expect(inspect().closest("main")?.inert ?? false).toBe(false);
  });

  it("stays open as the inspector from one conversation to the next, and closes as anything else", async () => {
    screenOf(WIDE);
    const [a, b] = ["a", "b"] as unknown as ConversationId[];
    const { user, rerender } = await opened(a);
    rerender(<Page {...(b ? { chat: b } : {})} />);
    expect(panel()).not.toBeNull();
    await user.click(screen.getByRole("button", { name: "Read the summary" }));
    rerender(<Page {...(a ? { chat: a } : {})} />);
    expect(panel()).toBeNull();
  });
});
