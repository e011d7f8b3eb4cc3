import { EXACT } from "@/lib/domain/calibration/calibration";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { LanguageModel, ModelEvent, ModelRequest } from "@/lib/ports/language-model";
import type { ChosenModel } from "@/lib/services/models/model-registry";

type Step = ModelEvent | Error;

/** A model that says what the test feeds it, when the test feeds it; the same to every call. */
export class ScriptedModel implements LanguageModel {
  readonly provider = "offline";
  readonly displayName = "Scripted";
  readonly defaultModel = "offline";
  readonly requests: ModelRequest[] = [];
  readonly #steps: Step[] = [];
  #waiting: (() => void)[] = [];
  /** A provider that does not notice the abort. */
  deaf = false;

  feed(...steps: Step[]): void {
    this.#steps.push(...steps);
    this.#goOn();
  }

  say(...pieces: string[]): void {
    this.feed(...pieces.map((text) => ({ type: "text", text }) as const));
  }

  end(reason: Extract<ModelEvent, { type: "finish" }>["reason"] = "stop"): void {
    this.feed({ type: "finish", reason, usage: null });
  }

  async *stream(request: ModelRequest): AsyncGenerator<ModelEvent> {
    this.requests.push(request);
    if (!this.deaf) request.signal.addEventListener("abort", () => this.#goOn());
    for (let next = 0; ;) {
      if (request.signal.aborted && !this.deaf) return;
      const step = this.#steps[next];
      if (step === undefined) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
        continue;
      }
      next += 1;
      if (step instanceof Error) throw step;
      yield step;
      if (step.type === "finish") return;
    }
  }

  #goOn(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  listModels(): ReturnType<LanguageModel["listModels"]> {
    return Promise.resolve({ models: [], listedBy: "fallback", problem: null });
  }

  get chosen(): ChosenModel {
    return { model: this, info: modelInfo("offline", "offline"), calibration: EXACT };
  }
}
