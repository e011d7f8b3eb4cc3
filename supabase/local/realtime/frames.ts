/** Phoenix frames, as realtime-js writes and reads them: objects in version 1, arrays and two binary kinds in 2. */
export type Frame = {
  joinRef: string | null;
  ref: string | null;
  topic: string;
  event: string;
  payload: Record<string, unknown>;
};

export type Version = 1 | 2;

export type Broadcast = { event: string; payload: unknown; meta: Record<string, unknown> };

const CLIENT_BROADCAST = 3;
const SERVER_BROADCAST = 4;
const JSON_ENCODING = 1;

/** Reads one message of a client; throws on anything that is no frame of that version. */
export function decodeFrame(data: Buffer, isBinary: boolean, version: Version): Frame {
  if (isBinary) return decodeBinary(data);
  const value: unknown = JSON.parse(data.toString("utf8"));
  if (version === 2) {
    if (!Array.isArray(value)) throw new Error("A frame of version 2 is an array.");
    const [joinRef, ref, topic, event, payload] = value as unknown[];
    return checked({ joinRef, ref, topic, event, payload });
  }
  if (typeof value !== "object" || value === null) throw new Error("A frame of version 1 is an object.");
  const { join_ref: joinRef, ref, topic, event, payload } = value as Record<string, unknown>;
  return checked({ joinRef, ref, topic, event, payload });
}

function checked(parts: Record<"joinRef" | "ref" | "topic" | "event" | "payload", unknown>): Frame {
  const { joinRef, ref, topic, event, payload } = parts;
  if (typeof topic !== "string" || typeof event !== "string")
    throw new Error("A frame has a topic and an event.");
  return {
    joinRef: typeof joinRef === "string" ? joinRef : null,
    ref: typeof ref === "string" ? ref : null,
    topic,
    event,
    payload: typeof payload === "object" && payload !== null ? { ...payload } : {},
  };
}

/** A client's broadcast comes as kind 3: five lengths and an encoding, then join ref, ref, topic, event and metadata. */
function decodeBinary(data: Buffer): Frame {
  if (data[0] !== CLIENT_BROADCAST || data.length < 7) throw new Error("An unknown binary frame.");
  let offset = 7;
  const next = (lengthAt: number): string => {
    const length = data[lengthAt] ?? 0;
    const text = data.toString("utf8", offset, offset + length);
    offset += length;
    return text;
  };
  const joinRef = next(1);
  const ref = next(2);
  const topic = next(3);
  return { joinRef: joinRef || null, ref: ref || null, topic, event: "broadcast", payload: {} };
}

/** A reply or system message for a client. */
export function encodeFrame(frame: Frame, version: Version): string {
  const { joinRef, ref, topic, event, payload } = frame;
  if (version === 2) return JSON.stringify([joinRef, ref, topic, event, payload]);
  return JSON.stringify({ topic, event, payload, ref, join_ref: joinRef });
}

/** A broadcast for a client; binary kind 4 in version 2, whose lengths are single bytes. */
export function encodeBroadcast(topic: string, broadcast: Broadcast, version: Version): string | Buffer {
  const { event, payload, meta } = broadcast;
  const parts = [topic, event, JSON.stringify(meta)].map((text) => Buffer.from(text));
  const lengths = parts.map((part) => part.length);
  if (version === 1 || lengths.some((length) => length > 255)) {
    const body = { type: "broadcast", event, payload, meta };
    return encodeFrame({ joinRef: null, ref: null, topic, event: "broadcast", payload: body }, version);
  }
  const head = Buffer.from([SERVER_BROADCAST, ...lengths, JSON_ENCODING]);
  return Buffer.concat([head, ...parts, Buffer.from(JSON.stringify(payload))]);
}
