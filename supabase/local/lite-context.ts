/** A transaction of lite's query builder, as far as we use it. */
type Executor = {
  executeQuery: (query: {
    sql: string;
    parameters: readonly unknown[];
    query: { kind: "RawNode"; sqlFragments: readonly string[]; parameters: readonly never[] };
    queryId: { queryId: string };
  }) => Promise<unknown>;
};

type Identity = { auth?: { uid?: unknown; role?: string; jwt?: unknown } };
type RpcRequest = { method: string; path: string; requestHeaders?: Record<string, string> };

/**
 * lite tells PostgreSQL who is asking in up to eleven statements, each a round trip of most of a millisecond on PGlite.
 * These take their place and say the same in one each.
 */
export const requestContext = {
  async applyJwtSessionContext(executor: Executor, { auth }: Identity): Promise<void> {
    const role = auth?.role ?? "anon";
    const claims = typeof auth?.jwt === "object" && auth.jwt !== null ? JSON.stringify(auth.jwt) : "";
    await run(
      executor,
      `select set_config('role', $1::text, true), set_config('request.jwt.claim.sub', $2::text, true),
         set_config('request.jwt.claim.role', $1::text, true), set_config('request.jwt.claims', $3::text, true)`,
      [role, typeof auth?.uid === "string" ? auth.uid : "", claims],
    );
  },

  async applyRpcRequestGucs(executor: Executor, request: RpcRequest): Promise<void> {
    await run(
      executor,
      `select set_config('response.status', '', true), set_config('response.headers', '', true),
         set_config('request.method', $1::text, true), set_config('request.path', $2::text, true),
         set_config('request.headers', $3::text, true)`,
      [request.method, request.path, JSON.stringify(request.requestHeaders ?? {})],
    );
  },
};

let count = 0;

async function run(executor: Executor, sql: string, parameters: readonly unknown[]): Promise<void> {
  count += 1;
  const query = { kind: "RawNode", sqlFragments: [sql], parameters: [] } as const;
  await executor.executeQuery({ sql, parameters, query, queryId: { queryId: `context-${count}` } });
}
