import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { whatGoes } from "@/components/sidebar/delete-dialog";
import ConfirmDialog from "@/components/ui/confirm-dialog";

function open(onGo: () => Promise<void>, onClose = vi.fn()) {
  render(
    <ConfirmDialog title="Delete “Rye”?" keepLabel="Keep" goLabel="Delete" onGo={onGo} onClose={onClose}>
      23 messages go now and cannot be brought back.
    </ConfirmDialog>,
  );
  return onClose;
}

describe("deleting, confirmed in words", () => {
  it("is an alertdialog whose focus starts on Keep", async () => {
    open(() => Promise.resolve());
    expect(screen.getByRole("alertdialog", { name: "Delete “Rye”?" })).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Keep"));
  });

  it("keeps everything on Esc", async () => {
    const onGo = vi.fn(() => Promise.resolve());
    const onClose = open(onGo);
    await userEvent.keyboard("{Escape}");
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(onGo).not.toHaveBeenCalled();
  });

  it("stays with the reason when it did not work", async () => {
    const onClose = open(() => Promise.reject(new Error("The server cannot be reached.")));
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
    expect((await screen.findByRole("alert")).textContent).toBe("The server cannot be reached.");
    expect(onClose).not.toHaveBeenCalled();
  });

  it("lists what goes", () => {
    expect(whatGoes({ messageCount: 23, running: false })).toBe(
      "23 messages go now and cannot be brought back.",
    );
    expect(whatGoes({ messageCount: 1, running: true })).toBe(
      "1 message goes now and cannot be brought back. The reply that is being written stops.",
    );
  });
});
