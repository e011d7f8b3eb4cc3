import { createEvent, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Composer } from "@/components/chat/composer";

type Overrides = { onSend?: () => void; onStop?: (() => void) | null; over?: boolean; draft?: string };

function Typed({ onSend = () => undefined, onStop = null, over = false, draft: initial = "" }: Overrides) {
  const [draft, setDraft] = useState(initial);
  const textarea = useRef<HTMLTextAreaElement>(null);
  return (
    <Composer
      textarea={textarea}
      draft={draft}
      onDraft={setDraft}
      onSend={onSend}
      onStop={onStop}
      draftTokens={draft === "" ? 0 : 4}
      over={over}
    />
  );
}

const message = () => screen.getByRole("textbox", { name: "Message" });

describe("the composer's keys", () => {
  it("sends with Enter and breaks the line with Shift+Enter", async () => {
    const onSend = vi.fn();
    render(<Typed onSend={onSend} />);
    await userEvent.type(message(), "one{Shift>}{Enter}{/Shift}two");
    expect(message()).toHaveProperty("value", "one\ntwo");
    expect(onSend).not.toHaveBeenCalled();
    await userEvent.type(message(), "{Enter}");
    expect(onSend).toHaveBeenCalledTimes(1);
    expect(message()).toHaveProperty("value", "one\ntwo");
  });

  it("leaves Enter to an input method that is composing", () => {
    const onSend = vi.fn();
    render(<Typed onSend={onSend} draft="にほ" />);
    fireEvent.keyDown(message(), { key: "Enter", isComposing: true });
    fireEvent(message(), createEvent.keyDown(message(), { key: "Enter", keyCode: 229 }));
    expect(onSend).not.toHaveBeenCalled();
    fireEvent.keyDown(message(), { key: "Enter" });
    expect(onSend).toHaveBeenCalledTimes(1);
  });

  it("does not send an empty draft, or one that cannot fit", async () => {
    const onSend = vi.fn();
    const { unmount } = render(<Typed onSend={onSend} draft="  " />);
    await userEvent.type(message(), "{Enter}");
    expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
    unmount();
    render(<Typed onSend={onSend} draft="too long" over />);
    await userEvent.type(message(), "{Enter}");
    expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
    expect(onSend).not.toHaveBeenCalled();
  });

  it("turns Send into Stop while a reply is written, and Esc stops", async () => {
    const onStop = vi.fn();
    render(<Typed onStop={onStop} draft="next" />);
    expect(screen.queryByRole("button", { name: "Send" })).toBeNull();
    await userEvent.type(message(), "{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(onStop).toHaveBeenCalledTimes(2);
  });

  it("says how long the draft is", () => {
    render(<Typed draft="four tokens of text" />);
    expect(screen.getByText("4 tokens")).toBeTruthy();
  });
});
