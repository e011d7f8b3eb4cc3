import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { RenameField } from "@/components/sidebar/rename-field";

const field = () => screen.getByRole("textbox", { name: "Rename conversation" });

describe("renaming in place", () => {
  it("takes the focus with the title selected, and saves on Enter", async () => {
    const onRename = vi.fn(() => Promise.resolve());
    const onDone = vi.fn();
    render(<RenameField title="Alert levels" onRename={onRename} onDone={onDone} />);
    expect(document.activeElement).toBe(field());
    await userEvent.keyboard("Agreed levels{Enter}");
    expect(onRename).toHaveBeenCalledExactlyOnceWith("Agreed levels");
    expect(onDone).toHaveBeenCalledExactlyOnceWith(true);
  });

  it("keeps the old title on Esc", async () => {
    const onRename = vi.fn(() => Promise.resolve());
    const onDone = vi.fn();
    render(<RenameField title="Alert levels" onRename={onRename} onDone={onDone} />);
    await userEvent.keyboard("Something else{Escape}");
    expect(onRename).not.toHaveBeenCalled();
    expect(onDone).toHaveBeenCalledTimes(1);
  });

  it("says why it was refused under the input, and keeps what was typed", async () => {
    const onRename = vi.fn(() => Promise.reject(new Error("The server cannot be reached.")));
    const onDone = vi.fn();
    render(<RenameField title="Alert levels" onRename={onRename} onDone={onDone} />);
    await userEvent.keyboard("Agreed{Enter}");
    expect((await screen.findByRole("alert")).textContent).toBe("The server cannot be reached.");
    expect(field().getAttribute("aria-invalid")).toBe("true");
    expect(field()).toHaveProperty("value", "Agreed");
    expect(onDone).not.toHaveBeenCalled();
  });

  it("refuses a title of more than 200 characters before asking", async () => {
    const onRename = vi.fn(() => Promise.resolve());
    render(<RenameField title="x" onRename={onRename} onDone={() => undefined} />);
    await userEvent.click(field());
    await userEvent.paste("y".repeat(201));
    await userEvent.keyboard("{Enter}");
    expect((await screen.findByRole("alert")).textContent).toBe("At most 200 characters");
    expect(onRename).not.toHaveBeenCalled();
  });
});
