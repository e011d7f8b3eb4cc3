import { render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ConversationRow } from "@/components/sidebar/conversation-row";
import type { Conversation } from "@/types/chat";

const CONVERSATION = {
  id: "00000000-0000-4000-8000-000000000001",
  title: "The lighthouse",
} as Conversation;

function show(agentName: string | null): HTMLElement {
  const actions = { open: vi.fn(), options: vi.fn(), rename: vi.fn(), renameDone: vi.fn() };
  const state = { current: false, mark: null, renaming: false, menuOpen: false, actions };
  render(<ConversationRow conversation={CONVERSATION} agentName={agentName} {...state} />);
  return screen.getByRole("link", { name: "The lighthouse" });
}

describe("a conversation in the list", () => {
  it("tells its agent in the tip and the description, and keeps its title as its name", () => {
    const link = show("Editor");
    expect(link.title).toBe("The lighthouse\nEditor");
    expect(link.getAttribute("aria-description")).toBe("Agent: Editor");
  });

  it("has its title alone while the agent is not known", () => {
    const link = show(null);
    expect(link.title).toBe("The lighthouse");
    expect(link.hasAttribute("aria-description")).toBe(false);
  });
});
