import { describe, expect, it } from "vitest";
import { oneAtATime } from "@/lib/services/lab/one-at-a-time";
import { newUserId } from "../sample-rows";

describe("one owner's work", () => {
  it("is done one after the other, also after a failure; others do not wait for it", async () => {
    const [ada, bob] = [newUserId(), newUserId()];
    const events: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = oneAtATime(ada, async () => {
      events.push("first begins");
      await held;
      events.push("first fails");
      throw new Error("no");
    });
    const second = oneAtATime(ada, () => Promise.resolve(events.push("second")));
    await oneAtATime(bob, () => Promise.resolve(events.push("bob's")));
    expect(events).toEqual(["first begins", "bob's"]);
    release();
    await expect(first).rejects.toThrow("no");
    await second;
    expect(events).toEqual(["first begins", "bob's", "first fails", "second"]);
  });
});
