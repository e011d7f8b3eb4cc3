/** What answers until a provider is set up, and how to set one up. */
export function HowToAddKey() {
  return (
    <details className="group">
      <summary className="inline">
        Replies come from the offline model until a provider key is set.{" "}
        <span className="text-link group-open:no-underline">How to add one</span>
      </summary>
      <KeySteps />
    </details>
  );
}

/** The lines that go into .env.local. */
export function KeySteps() {
  return (
    <span className="mt-1.5 block max-w-[64ch]">
      On the machine that runs Throughline, put <Variable>GROQ_API_KEY</Variable>, or{" "}
      <Variable>OPENAI_COMPATIBLE_BASE_URL</Variable> and its <Variable>OPENAI_COMPATIBLE_API_KEY</Variable>{" "}
      (Ollama, vLLM, OpenAI and others), into <Variable>.env.local</Variable>, then start it again.
    </span>
  );
}

function Variable({ children }: { children: string }) {
  return (
    <code className="rounded-[5px] bg-sunken px-1 py-px font-mono text-[0.92em] [overflow-wrap:anywhere]">
      {children}
    </code>
  );
}
