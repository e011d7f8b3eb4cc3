import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calibrationFrom, type CalibrationSums } from "@/lib/domain/calibration/calibration";
import { reserveRate, type RateNeeds, type RateState, type RateVerdict } from "@/tests/support/rate-rule";
import { openTestDatabase, type TestDatabase } from "@/tests/integration/schema/test-database";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase(null);
});
afterAll(() => database.close());

const RESERVE = `
create function pg_temp.verdict(p_state jsonb, p_needs jsonb) returns jsonb language plpgsql as $$
declare
  v_answer text;
begin
  delete from public.token_rates;
  insert into public.token_rates (provider, model, tokens_limit, remaining, reset_at)
  values (
    'groq', 'm', (p_state ->> 'limit')::bigint, (p_state ->> 'remaining')::bigint - (p_state ->> 'reserved')::bigint,
    private.clock() + make_interval(secs => (p_state ->> 'resetMs')::numeric / 1000)
  );
  return private.reserve_rate('{"provider": "groq", "model": "m"}', p_needs, private.clock());
exception when sqlstate 'TL001' then
  get stacked diagnostics v_answer = pg_exception_detail;
  return v_answer::jsonb;
end $$`;

type Stored = {
  choice?: "ok" | "shorter_reply" | "trimmed";
  status?: "wait" | "over_limit";
  granted: number;
  limit: number;
  left: number;
  need: number;
};

async function decided(state: RateState, needs: RateNeeds): Promise<Partial<RateVerdict>> {
  const { all, shortReply: short_reply, shortWindow: short_window, least } = needs;
  const rows = await database.query("select pg_temp.verdict($1::jsonb, $2::jsonb) as answer", [
    JSON.stringify(state),
    JSON.stringify({ all, short_reply, short_window, least }),
  ]);
  const { choice, status, granted, limit, left, need } = rows[0]?.["answer"] as Stored;
  if (choice !== undefined) return { kind: choice, granted, limit, left };
  return status === "wait" ? { kind: status, limit, left } : { kind: "over_limit", limit, need };
}

describe("the rule of the plan", () => {
  it("is the same beforehand as in the transaction that reserves", async () => {
    await database.script(RESERVE);
    const needs = { all: 5_000, shortReply: 4_250, shortWindow: 3_000, least: 2_000 };
    const kinds = new Set<string>();
    for (const limit of [1_999, 2_500, 8_000]) {
      for (const remaining of [0, 1_999, 2_000, 2_999, 3_000, 4_249, 4_250, 4_999, 5_000, 8_000]) {
        for (const reserved of [0, 1_500]) {
          const state = { limit, remaining: Math.min(limit, remaining), resetMs: 14_000, reserved };
          // What is reserved is only worked out from running turns: here it is taken off what is left.
          if (state.remaining < reserved) continue;
          const expected = reserveRate(state, needs);
          kinds.add(expected.kind);
          expect(await decided(state, needs), JSON.stringify(state)).toEqual(withoutWait(expected));
        }
      }
    }
    expect([...kinds].sort()).toEqual(["ok", "over_limit", "shorter_reply", "trimmed", "wait"]);
  });
});

/** Clocks move on between the two, so how long to wait is not compared. */
function withoutWait(verdict: RateVerdict): Partial<RateVerdict> {
  if (verdict.kind !== "wait") return verdict;
  const { kind, limit, left } = verdict;
  return { kind, limit, left };
}

describe("the line through a model's calls", () => {
  it("is the same in the database, which measures its error, as in the code that uses it", async () => {
    const calls: [x: number, y: number][] = [];
    for (let n = 1; n <= 12; n += 1)
      calls.push([300 * n + (n % 3), Math.round(66 + 1.09 * (300 * n + (n % 3)))]);
    for (const [x, y] of calls) {
      const usage = { source: "provider", provider: "groq", model: "m" };
      await database.query("select private.measure_call($1::jsonb, 'gpt-oss')", [
        JSON.stringify({ ...usage, counted_prompt_tokens: x, prompt_tokens: y }),
      ]);
    }
    const [row] = await database.query(
      `select calls, sum_x as "sumX", sum_y as "sumY", sum_xx as "sumXX", sum_xy as "sumXY", error,
        private.predicted_tokens(c, 9000) as predicted
      from public.model_calibration c`,
    );
    const { predicted, ...sums } = row as CalibrationSums & { predicted: number };
    const calibration = calibrationFrom(sums, 61);
    expect(calibration?.calls).toBe(12);
    expect((calibration?.offset ?? 0) + (calibration?.ratio ?? 0) * 9_000).toBeCloseTo(predicted, 3);
    expect(calibration?.percent).toBeLessThan(1);
  });
});
