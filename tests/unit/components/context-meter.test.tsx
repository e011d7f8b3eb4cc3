import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ContextMeter } from "@/components/context/context-meter";
import { deriveMeter } from "@/lib/domain/meter/derive-meter";
import type { ContextLevel } from "@/types/context";
import { contextReport as report } from "../../support/context-report";

const grown = (element: Element) => Number((element as HTMLElement).style.flexGrow);
const pieces = (container: HTMLElement) => Array.from(container.querySelectorAll(".piece"), grown);

describe("the context meter", () => {
  it("tells the held tokens, the budget and the rest to assistive technology", () => {
    render(<ContextMeter meter={deriveMeter(report(), 0, null)} />);
    const meter = screen.getByRole("meter", { name: "Context" });
    expect(meter.getAttribute("aria-valuenow")).toBe("3643");
    expect(meter.getAttribute("aria-valuemax")).toBe("8000");
    expect(meter.getAttribute("aria-valuetext")).toBe(
      "3,643 of 8,000 tokens in context, 1,500 kept for the reply, 2,857 free",
    );
    expect(screen.getByText("2,857 free")).toBeTruthy();
  });

  it("draws pieces that add up to the budget, the draft after the reserve", () => {
    const meter = deriveMeter(report(), 0, 38);
    const { container } = render(<ContextMeter meter={meter} />);
    expect(pieces(container)).toEqual([412, 3_231, 1_500, 38, 2_819]);
    expect(screen.getByText("2,819 free")).toBeTruthy();
    expect(screen.getByRole("meter").getAttribute("aria-valuetext")).toContain("2,819 free");
  });

  it("fills the reserve from its left with what is written", () => {
    const { container } = render(<ContextMeter meter={deriveMeter(report(), 600, null)} writing />);
    expect(container.querySelector<HTMLElement>(".written")?.style.width).toBe("40%");
    expect(screen.getByText("600 of 1,500 written")).toBeTruthy();
  });

  it("marks the budget with a tick when the draft passes it, and says by how much", () => {
    const meter = deriveMeter(
      report({ held: 6_141, segments: [{ kind: "recent", tokens: 6_141 }] }),
      0,
      1_284,
    );
    const { container } = render(<ContextMeter meter={meter} />);
    expect(screen.getByText("925 over")).toBeTruthy();
    expect(pieces(container)).toEqual([6_141, 1_284, 1_500]);
    expect(container.querySelector<HTMLElement>(".limit")?.style.left).toBe(`${(8_000 / 8_925) * 100}%`);
  });

  it("warns in words from 75 and 90 %, and says when the oldest messages leave", () => {
    const at = (level: ContextLevel) => ({ ...deriveMeter(report(), 0, null), level });
    const { rerender } = render(<ContextMeter meter={at("warning")} />);
    expect(screen.getByText("over 75 % used")).toBeTruthy();
    rerender(<ContextMeter meter={at("danger")} />);
    expect(screen.getByText("over 90 % used")).toBeTruthy();
    rerender(<ContextMeter meter={at("full")} />);
    expect(screen.getByText("full: the oldest messages leave")).toBeTruthy();
    rerender(<ContextMeter meter={at("ok")} />);
    expect(screen.queryByText(/% used/)).toBeNull();
  });

  it("says that it counts, that a count is an estimate, and how old one is", () => {
    const { rerender } = render(<ContextMeter meter={null} />);
    expect(screen.getByRole("meter").getAttribute("aria-valuetext")).toBe("Counting tokens");
    rerender(
      <ContextMeter meter={deriveMeter(report({ accuracy: { kind: "estimate" } }), 0, null)} asOf="14:02" />,
    );
    expect(screen.getByText(", estimate")).toBeTruthy();
    expect(screen.getByText("as of 14:02")).toBeTruthy();
    const accuracy = { kind: "calibrated" as const, percent: 1.24 };
    rerender(<ContextMeter meter={deriveMeter(report({ accuracy }), 0, null)} />);
    expect(screen.getByText(", calibrated ±1.2 %")).toBeTruthy();
  });

  it("opens the inspector", async () => {
    const toggle = vi.fn();
    render(<ContextMeter meter={deriveMeter(report(), 0, null)} inspector={{ open: false, toggle }} />);
    const inspect = screen.getByRole("button", { name: "Inspect" });
    expect(inspect.getAttribute("aria-expanded")).toBe("false");
    await userEvent.click(inspect);
    expect(toggle).toHaveBeenCalledOnce();
  });
});
