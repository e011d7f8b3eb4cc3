import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Derived } from "@/components/memory/derived";
import { deletion, memory } from "./sample-memories";

const counts = { ...deletion().counts, facts: 2, summaryLines: 1 };
const preview = { memories: [memory(1), memory(2)], reworded: [memory(3)], counts };

describe("what was derived from what is to be deleted", () => {
  it("is listed, all of it ticked; unticking keeps it", async () => {
    const onKeep = vi.fn();
    render(<Derived preview={preview} keep={[]} onKeep={onKeep} />);
    const boxes = screen.getAllByRole<HTMLInputElement>("checkbox");
    expect(boxes.map(({ checked }) => checked)).toEqual([true, true]);
    await userEvent.click(screen.getByRole("checkbox", { name: "Memory 2" }));
    expect(onKeep).toHaveBeenCalledWith(memory(2).id, true);
    expect(screen.getByText("1 memory stays, in the words of another source.")).toBeTruthy();
    expect(screen.getByText("2 facts and 1 summary line go along.")).toBeTruthy();
  });

  it("says so where it could not be listed", () => {
    render(<Derived preview="unknown" keep={[]} onKeep={vi.fn()} />);
    expect(screen.getByText(/could not be listed\. It goes, too, all of it\./)).toBeTruthy();
  });
});
