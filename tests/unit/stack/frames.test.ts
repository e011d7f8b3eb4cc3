import { describe, expect, it } from "vitest";
import { decodeFrame, encodeBroadcast, encodeFrame } from "@/supabase/local/realtime/frames";

const frame = {
  joinRef: "1",
  ref: "2",
  topic: "realtime:user:a",
  event: "phx_join",
  payload: { config: { private: true } },
};

describe("Phoenix frames", () => {
  it.each([1, 2] as const)("come back as they were sent, version %i", (version) => {
    expect(decodeFrame(Buffer.from(encodeFrame(frame, version)), false, version)).toEqual(frame);
  });

  it("are refused when they are something else", () => {
    expect(() => decodeFrame(Buffer.from("{}"), false, 2)).toThrow();
    expect(() => decodeFrame(Buffer.from("[1,2]"), false, 2)).toThrow();
    expect(() => decodeFrame(Buffer.from("nonsense"), false, 1)).toThrow();
    expect(() => decodeFrame(Buffer.from([9, 0, 0, 0, 0, 0, 0]), true, 2)).toThrow();
    expect(() => decodeFrame(Buffer.alloc(0), true, 2)).toThrow();
  });

  it("names the topic of a client's binary broadcast", () => {
    const [joinRef, ref, topic, event] = ["1", "7", "realtime:user:a", "note"].map((text) =>
      Buffer.from(text),
    ) as [Buffer, Buffer, Buffer, Buffer];
    const head = Buffer.from([3, joinRef.length, ref.length, topic.length, event.length, 0, 1]);
    const decoded = decodeFrame(
      Buffer.concat([head, joinRef, ref, topic, event, Buffer.from("{}")]),
      true,
      2,
    );
    expect(decoded).toMatchObject({ joinRef: "1", ref: "7", topic: "realtime:user:a", event: "broadcast" });
  });

  it("fall back to text when a name is too long for the binary form", () => {
    const broadcast = { event: "note", payload: { a: 1 }, meta: { id: "x" } };
    expect(encodeBroadcast("realtime:user:a", broadcast, 2)).toBeInstanceOf(Buffer);
    const long = encodeBroadcast(`realtime:${"é".repeat(200)}`, broadcast, 2);
    expect(typeof long).toBe("string");
  });
});
