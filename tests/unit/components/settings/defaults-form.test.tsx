import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { DefaultsForm } from "@/components/settings/defaults-form";
import type { ContextDefaults } from "@/types/chat";

type Save = (defaults: ContextDefaults) => Promise<void>;

function show(
  value: ContextDefaults,
  standIn: "the server" | "you",
  onSave = vi.fn<Save>(() => Promise.resolve()),
) {
  render(<DefaultsForm legend="Yours" value={value} standIn={standIn} onSave={onSave} />);
  return { onSave, user: userEvent.setup() };
}

describe("context defaults", () => {
  it("save a field as it is left, with the others as they were", async () => {
    const { onSave, user } = show({ memoryStrategy: "hybrid" }, "the server");
    await user.type(screen.getByRole("textbox", { name: "Token budget in tokens" }), "16,000{Enter}");
    expect(onSave).toHaveBeenCalledWith({ memoryStrategy: "hybrid", maxTokens: 16_000 });
    expect(await screen.findByText("Saved. New conversations start with it.")).toBeTruthy();
  });

  it("take a wish out when its field is emptied", async () => {
    const { onSave, user } = show({ memoryStrategy: "hybrid", replyReserve: 900 }, "the server");
    await user.clear(screen.getByRole("textbox", { name: "Reply reserve in tokens" }));
    await user.tab();
    expect(onSave.mock.calls).toStrictEqual([[{ memoryStrategy: "hybrid" }]]);
    await user.selectOptions(screen.getByRole("combobox", { name: "Strategy" }), "Standard: Hybrid");
    expect(onSave).toHaveBeenLastCalledWith({ replyReserve: 900 });
  });

  it("say “as yours” where an agent has no wish", () => {
    show({}, "you");
    for (const field of screen.getAllByRole<HTMLInputElement>("textbox")) {
      expect(field.placeholder).toBe("As yours");
    }
    expect(screen.getByRole<HTMLOptionElement>("option", { name: "As yours" }).selected).toBe(true);
  });

  it("refuse what is out of bounds and say what the server refused", async () => {
    const refused = vi.fn<Save>(() => Promise.reject(new Error("The database cannot be reached.")));
    const { user } = show({}, "the server", refused);
    await user.type(screen.getByRole("textbox", { name: "Summarise from, in tokens" }), "12{Enter}");
    expect(screen.getByText("At least 500")).toBeTruthy();
    expect(refused).not.toHaveBeenCalled();
    await user.type(screen.getByRole("textbox", { name: "Window size in messages" }), "50{Enter}");
    expect(refused).toHaveBeenCalledWith({ windowSize: 50 });
    expect(await screen.findByText("The database cannot be reached.")).toBeTruthy();
  });
});
