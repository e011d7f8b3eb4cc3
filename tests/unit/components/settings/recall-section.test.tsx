import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RecallSection } from "@/components/settings/recall-section";
import { WorkspaceProviderOf } from "@/lib/client/hooks/workspace-context";
import type { EmbeddingsAnswer } from "@/types/embeddings";
import { FakeApi } from "../../../support/fake-api/fake-api";
import { openTab, type Tab } from "../../client/harness";

const READY: EmbeddingsAnswer = {
  recall: "hybrid",
  state: "ready",
  problem: null,
  model: { name: "all-MiniLM-L6-v2", source: "local", dimensions: 384 },
  meanwhile: null,
  progress: { messages: { embedded: 20_000, total: 20_000 }, memories: { embedded: 0, total: 0 } },
  command: "npm run embeddings",
};
const OFF: EmbeddingsAnswer = { ...READY, recall: "lexical", state: "off", model: null, progress: null };

let api: FakeApi;
let tab: Tab;
let answer: EmbeddingsAnswer;

beforeEach(async () => {
  api = await new FakeApi().start();
  const others = api.store.answer.bind(api.store);
  api.store.answer = (...call) => (call[1] === "embeddings" ? [200, answer] : others(...call));
  tab = openTab(api);
});
afterEach(async () => {
  tab.close();
  await api.stop();
});

async function show(given: EmbeddingsAnswer): Promise<string> {
  answer = given;
  render(
    <WorkspaceProviderOf workspace={tab.workspace}>
      <RecallSection />
    </WorkspaceProviderOf>,
  );
  await screen.findByText(/^By words/);
  return screen.getByRole("region", { name: "Recall" }).textContent;
}

describe("recall in the settings", () => {
  it("says how to turn meaning on where it goes by words", async () => {
    const said = await show(OFF);
    expect(said).toContain("By words only");
    expect(said).toContain("npm run embeddings");
    expect(said).toContain("474 MB");
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  it("names the model and how far it is, and follows it", async () => {
    const said = await show({
      ...READY,
      state: "embedding",
      progress: { messages: { embedded: 12_340, total: 20_000 }, memories: { embedded: 5, total: 12 } },
    });
    expect(said).toContain("By words and meaning");
    expect(said).toContain(
      "all-MiniLM-L6-v2, on this server, 12,340 of 20,000 messages and 5 of 12 memories embedded",
    );
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("61");
    answer = READY;
    await act(() => tab.workspace.embeddings.reload());
    expect(screen.getByText(/all 20,000 messages embedded/)).toBeTruthy();
    expect(screen.queryByRole("progressbar")).toBeNull();
  });

  it("says which model serves while another is being made ready", async () => {
    const said = await show({ ...READY, state: "embedding", meanwhile: "older-model" });
    expect(said).toContain("The vectors of older-model serve until the new ones are complete.");
  });

  it("says what is wrong, and that words still do", async () => {
    const problem = "The embedding server at vectors.example sent nothing for 30 s.";
    const said = await show({ ...READY, recall: "lexical", state: "failing", problem });
    expect(said).toContain("By words only");
    expect(said).toContain(problem);
    expect(said).toContain("until then recall goes by words");
  });

  it("says that a database without pgvector keeps no vectors", async () => {
    const problem = "The database has no pgvector, so vectors cannot be kept.";
    const said = await show({ ...READY, recall: "lexical", state: "no_vectors", problem, progress: null });
    expect(said).toContain(problem);
  });
});
