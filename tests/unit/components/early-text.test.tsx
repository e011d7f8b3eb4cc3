import { act } from "@testing-library/react";
import { useRef, useState } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { MessageTextarea } from "@/components/chat/message-textarea";

function Box() {
  const [draft, setDraft] = useState("");
  const ref = useRef<HTMLTextAreaElement>(null);
  const nothing = () => undefined;
  return (
    <>
      <MessageTextarea
        ref={ref}
        value={draft}
        onChange={setDraft}
        onEarly={setDraft}
        onSend={nothing}
        onStop={null}
      />
      <output>{draft}</output>
    </>
  );
}

afterEach(() => document.body.replaceChildren());

it("keeps what was typed into the server's page before its scripts ran", async () => {
  const page = document.createElement("div");
  page.innerHTML = renderToString(<Box />);
  document.body.append(page);
  const area = page.querySelector("textarea");
  if (!area) throw new Error("no text box in the server's page");
  area.value = "typed early";
  const root = await act(() => hydrateRoot(page, <Box />));
  expect(page.querySelector("output")?.textContent).toBe("typed early");
  expect(area.value).toBe("typed early");
  act(() => root.unmount());
});
