import { promptOf } from "../../prompt";

/** The least that a relay can do: the provider's bytes, as they come. */
export async function POST(request: Request): Promise<Response> {
  const { content } = (await request.json()) as { content: string };
  const upstream = await fetch(`${process.env["GROQ_BASE_URL"] ?? ""}/openai/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer bench" },
    body: JSON.stringify(promptOf(content)),
    signal: request.signal,
  });
  return new Response(upstream.body, {
    headers: { "content-type": "text/event-stream", "cache-control": "private, no-store, no-transform" },
  });
}
