import type { RouteHandler } from "@/lib/server/http/route";
import type { Memory } from "@/types/memory";
import type { MemoriesAnswer } from "@/types/memory-api";
import { call, type Answer, type Caller, type CallOptions } from "@/tests/support/api-under-test";

/** The routes of long-term memory. To be loaded after the stack, whose environment they read. */
export async function loadMemoryRoutes() {
  return {
    memories: await import("@/app/api/memories/route"),
    memory: await import("@/app/api/memories/[id]/route"),
    merge: await import("@/app/api/memories/merge/route"),
    import: await import("@/app/api/memories/import/route"),
    export: await import("@/app/api/memories/export/route"),
    suggestions: await import("@/app/api/memories/suggestions/route"),
    maintenance: await import("@/app/api/memories/maintenance/route"),
    undo: await import("@/app/api/memories/maintenance/undo/route"),
    forget: await import("@/app/api/forget/route"),
    preview: await import("@/app/api/forget/preview/route"),
    deletions: await import("@/app/api/deletions/route"),
    message: await import("@/app/api/messages/[id]/route"),
  };
}

export type MemoryRoutes = Awaited<ReturnType<typeof loadMemoryRoutes>>;

/** Calls about memories as one user makes them. */
export function memoryCalls(routes: MemoryRoutes, who: Caller | null) {
  const post = (handler: RouteHandler<unknown>, path: string, body: unknown): Promise<Answer> =>
    call(handler, path, who, { body });
  const one = (method: "GET" | "PATCH" | "DELETE", id: string, body?: unknown): Promise<Answer> => {
    const options: CallOptions = { method, params: { id }, ...(body === undefined ? {} : { body }) };
    return call<{ id: string }>(routes.memory[method], `/api/memories/${id}`, who, options);
  };
  return {
    list: async (query = ""): Promise<Memory[]> => {
      const { body } = await call(routes.memories.GET, `/api/memories${query}`, who);
      return (body as MemoriesAnswer).memories;
    },
    get: (query = "") => call(routes.memories.GET, `/api/memories${query}`, who),
    add: (body: unknown) => post(routes.memories.POST, "/api/memories", body),
    one,
    merge: (body: unknown) => post(routes.merge.POST, "/api/memories/merge", body),
    import: (body: unknown) => post(routes.import.POST, "/api/memories/import", body),
    export: () => call(routes.export.GET, "/api/memories/export", who),
    suggestions: () => call(routes.suggestions.GET, "/api/memories/suggestions", who),
    plan: () => call(routes.maintenance.GET, "/api/memories/maintenance", who),
    maintain: (body: unknown) => post(routes.maintenance.POST, "/api/memories/maintenance", body),
    undo: (body: unknown) => post(routes.undo.POST, "/api/memories/maintenance/undo", body),
    forget: (body: unknown) => post(routes.forget.POST, "/api/forget", body),
    preview: (body: unknown) => post(routes.preview.POST, "/api/forget/preview", body),
    deletions: (query = "") => call(routes.deletions.GET, `/api/deletions${query}`, who),
    deleteMessage: (id: string) =>
      call<{ id: string }>(routes.message.DELETE, `/api/messages/${id}`, who, {
        method: "DELETE",
        params: { id },
      }),
  };
}
