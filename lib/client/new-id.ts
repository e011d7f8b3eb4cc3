/** A random UUID (v4) from getRandomValues, which, unlike randomUUID, also works over plain http on a local network. */
// The caller names the brand: every client-made id is minted here.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the brand is all that differs
export function newId<Id extends string>(): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join("-") as Id;
}
