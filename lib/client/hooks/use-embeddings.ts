"use client";

import { useEffect } from "react";
import type { EmbeddingsAnswer } from "@/types/embeddings";
import { useResource, type ResourceView } from "./use-resource";
import { useWorkspace } from "./workspace-context";

const WHILE_MOVING_MS = 2_000;
const OTHERWISE_MS = 10_000;

/** Recall by meaning as the server has it; read again and again while it is looked at, so that progress is seen. */
export function useEmbeddings(): ResourceView<EmbeddingsAnswer> {
  const { embeddings } = useWorkspace();
  const view = useResource(embeddings);
  const { data } = view;
  const moving = data?.state === "starting" || data?.state === "embedding";
  useEffect(() => {
    const timer = setInterval(
      () => {
        // A page in the background asks for nothing.
        if (document.visibilityState === "visible") void embeddings.reload();
      },
      moving ? WHILE_MOVING_MS : OTHERWISE_MS,
    );
    return () => clearInterval(timer);
  }, [moving, embeddings]);
  return view;
}
