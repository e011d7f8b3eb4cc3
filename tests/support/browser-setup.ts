import { freePort, startApp, startFrontProcess } from "./app";
import { startFakeModel } from "./fake-model/server";

const MODEL_KEY = "gsk_a_key_that_only_this_test_knows";

/**
 * One embedded Supabase with two app servers in front of it: one on the offline model, one on a scripted provider at
 * 100 tokens a second. Their addresses reach the tests as THROUGHLINE_TEST_URL and THROUGHLINE_TEST_MODEL_URL.
 */
export default async function browserSetup(): Promise<() => Promise<void>> {
  const model = await startFakeModel({ pace: { tokensPerSecond: 100 } });
  const modelPort = await freePort();
  const app = await startApp({
    OFFLINE_TOKENS_PER_SECOND: "60",
    THROUGHLINE_ORIGINS: `http://127.0.0.1:${modelPort}`,
  });
  const withModel = await startFrontProcess(
    { ...app.env, GROQ_API_KEY: MODEL_KEY, GROQ_BASE_URL: model.url },
    app.stack,
    modelPort,
  );
  process.env["THROUGHLINE_TEST_URL"] = app.front.url;
  process.env["THROUGHLINE_TEST_MODEL_URL"] = withModel.url;
  const secrets = ["SUPABASE_SECRET_KEY", "SUPABASE_JWT_SECRET"].map((name) => app.env[name] ?? "");
  process.env["THROUGHLINE_TEST_SECRETS"] = [...secrets, MODEL_KEY].join(",");
  return async () => {
    await withModel.stop();
    await app.stop();
    await model.close();
  };
}
