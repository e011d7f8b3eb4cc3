import { createServer } from "node:net";
import { SetupProblem } from "./fail.mjs";

/** Reads a port from the environment, or says which variable is wrong. */
export function portFrom(env, name, fallback) {
  const text = env[name] ?? String(fallback);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupProblem(`${name} must be a port from 1 to 65535; it is "${text}".`);
  }
  return port;
}

/** True when nobody listens there and we may. */
export function portIsFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Refuses a taken port with a sentence that names the variable to change. */
export async function requireFreePort(name, port, host) {
  if (await portIsFree(port, host)) return;
  throw new SetupProblem(
    `Port ${port} is taken by another program. Stop it, or start with another: ${name}=${port + 1} npm start`,
  );
}
