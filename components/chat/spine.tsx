export type SpineState = "word" | "out" | "writing";

const SPINE: Record<SpineState, string> = { word: "spine-word", out: "spine-out", writing: "spine-writing" };

/** The context bar turned on its side: solid goes to the model word for word, dotted stays out of the call. */
export function Spine({ state }: { state: SpineState }) {
  return <i aria-hidden className={`spine ${SPINE[state]}`} />;
}
