import { freePort, startApp, startFrontProcess } from "./app";
import { announceServers } from "./browser-servers";
import { startFakeModel } from "./fake-model/server";

const MODEL_KEY = "gsk_a_key_that_only_this_test_knows";
const NO_LIMITS = {
  TURNS_PER_MINUTE_USER: "100000",
  TURNS_PER_MINUTE_ADDRESS: "100000",
  TURNS_PER_MINUTE_GLOBAL: "100000",
};

/**
 * One embedded Supabase with three app servers in front of it: one on the offline model, one on a scripted provider at
 * 100 tokens a second, one for filling conversations quickly.
 */
export default async function browserSetup(): Promise<() => Promise<void>> {
  const model = await startFakeModel({ pace: { tokensPerSecond: 100 } });
  const [modelPort, quickPort] = [await freePort(), await freePort()];
  const app = await startApp({
    ...NO_LIMITS,
    OFFLINE_TOKENS_PER_SECOND: "60",
    THROUGHLINE_INSTANCE: "browser-tests",
    THROUGHLINE_ORIGINS: [modelPort, quickPort].map((port) => `http://127.0.0.1:${port}`).join(","),
  });
  const [withModel, quick] = await Promise.all([
    startFrontProcess(
      { ...app.env, GROQ_API_KEY: MODEL_KEY, GROQ_BASE_URL: model.url },
      app.stack,
      modelPort,
    ),
    startFrontProcess(
      { ...app.env, OFFLINE_TOKENS_PER_SECOND: "0", THROUGHLINE_GUESTS: "off" },
      app.stack,
      quickPort,
    ),
  ]);
  const secrets = ["SUPABASE_SECRET_KEY", "SUPABASE_JWT_SECRET"].map((name) => app.env[name] ?? "");
  announceServers({
    appUrl: app.front.url,
    modelUrl: withModel.url,
    quickUrl: quick.url,
    stackUrl: app.stack.url,
    env: app.env,
    secrets: [...secrets, MODEL_KEY],
  });
  return async () => {
    await Promise.all([withModel.stop(), quick.stop()]);
    await app.stop();
    await model.close();
  };
}
