/** A collision-free fingerprint of a text (SHA-256, hex). */
export type Digest = (text: string) => string;
