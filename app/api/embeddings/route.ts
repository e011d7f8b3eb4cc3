import { apiRoute } from "@/lib/server/http/route";
import { services } from "@/lib/server/services";
import { readEmbeddings } from "@/lib/services/embeddings/read-embeddings";
import type { EmbeddingsAnswer } from "@/types/embeddings";

export const GET = apiRoute(async ({ session }) => {
  const answer = await readEmbeddings(services().embeddings, session.userId);
  return Response.json(answer satisfies EmbeddingsAnswer);
});
