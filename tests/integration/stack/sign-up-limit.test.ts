import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIXTURES, PASSWORD, startTestStack, type Client, type TestStack } from "@/tests/support/stack";

let own: TestStack;
beforeAll(async () => {
  own = await startTestStack({ migrations: FIXTURES, signUpsPerHour: 2 });
});
afterAll(() => own.stop());

/** A caller as the app's front announces it. */
function from(address: string, answers: Response[] = []): Client {
  return own.anon({
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("x-forwarded-for", address);
      const answer = await fetch(input, { ...init, headers });
      answers.push(answer);
      return answer;
    },
  });
}

const TOO_MANY = {
  status: 429,
  code: "over_request_rate_limit",
  message: "Too many tries. Try again in 60 minutes.",
};

describe("one address", () => {
  it("makes so many guests an hour, at once or one by one, and others are not kept waiting", async () => {
    const answers: Response[] = [];
    const tries = Array.from({ length: 4 }, () => from("192.0.2.1", answers).auth.signInAnonymously());
    const errors = (await Promise.all(tries)).map(({ error }) => error).filter((error) => error !== null);
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatchObject(TOO_MANY);
    const waits = answers.filter(({ status }) => status === 429).map(({ headers }) => headers);
    for (const headers of waits) expect(Number(headers.get("retry-after"))).toBeGreaterThan(3_500);
    expect((await from("192.0.2.1").auth.signInAnonymously()).error).toMatchObject(TOO_MANY);
    expect((await from("192.0.2.2").auth.signInAnonymously()).error).toBeNull();
  });

  it("makes so many accounts an hour, signs in as often as it likes, and others are not kept waiting", async () => {
    const signUp = async (address: string, name: string) =>
      (await from(address).auth.signUp({ email: `${name}@example.org`, password: PASSWORD })).error;
    expect([await signUp("192.0.2.3", "ada"), await signUp("192.0.2.3", "bob")]).toEqual([null, null]);
    expect(await signUp("192.0.2.3", "eve")).toMatchObject(TOO_MANY);
    expect(await signUp("192.0.2.4", "eve")).toBeNull();
    const again = await from("192.0.2.3").auth.signInWithPassword({
      email: "ada@example.org",
      password: PASSWORD,
    });
    expect(again.error).toBeNull();
  });

  it("turns its guest into an account although it may make no more of either", async () => {
    const guest = from("192.0.2.5");
    await guest.auth.signInAnonymously();
    for (let made = 0; made < 2; made += 1) {
      const email = `of-five-${made}@example.org`;
      await from("192.0.2.5").auth.signUp({ email, password: PASSWORD });
    }
    const { error } = await guest.auth.updateUser({ email: "kept@example.org", password: PASSWORD });
    expect(error).toBeNull();
  });
});
