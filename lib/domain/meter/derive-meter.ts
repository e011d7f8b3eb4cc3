import type { ContextLevel, ContextReport, Segment, SegmentKind } from "@/types/context";

/** One piece of the context bar; `draft` lies at the start of the free room and `reply` inside the reserve. */
export type MeterPiece = { kind: SegmentKind | "draft" | "reply"; tokens: number };

/** A report as it is shown: under the draft and the reply of this moment. */
export type Meter = Omit<ContextReport, "promptHash"> & {
  /** In bar order; together they are budget + overBy. */
  pieces: readonly MeterPiece[];
  /** Tokens of the running reply; 0 when none runs. */
  written: number;
};

/** Shares of the budget from which the meter warns (DESIGN section 4). */
const WARNING = 0.75;
const DANGER = 0.9;

/**
 * The meter's numbers from the server's last report, the tokens of a running reply and those of the draft
 * (null: as reported). held + draft + reserve + free = budget + overBy.
 */
export function deriveMeter(report: ContextReport, written: number, draftTokens: number | null): Meter {
  const { budget, reserve, held, slides } = report;
  const draft = draftTokens ?? report.draft;
  const used = held + draft + reserve;
  const free = Math.max(0, budget - used);
  const overBy = Math.max(0, used - budget);
  const level = draft === report.draft ? report.level : levelOf(used, budget, slides);
  const pieces = piecesOf(report.segments, { draft, reserve, free, written });
  return { ...report, draft, free, overBy, level, pieces, written };
}

function levelOf(used: number, budget: number, slides: boolean): ContextLevel {
  // What does not fit is a danger even where old messages may leave: the message itself is too long.
  if (used > budget) return "danger";
  if (slides) return "full";
  const share = used / budget;
  if (share >= DANGER) return "danger";
  return share >= WARNING ? "warning" : "ok";
}

function piecesOf(
  segments: readonly Segment[],
  rest: { draft: number; reserve: number; free: number; written: number },
): MeterPiece[] {
  const reply = Math.min(rest.written, rest.reserve);
  const pieces: MeterPiece[] = segments.map(({ kind, tokens }) => ({ kind, tokens }));
  pieces.push(
    { kind: "reply", tokens: reply },
    { kind: "reserve", tokens: rest.reserve - reply },
    { kind: "draft", tokens: rest.draft },
    { kind: "free", tokens: rest.free },
  );
  return pieces.filter((piece) => piece.tokens > 0);
}

/** The meter's value in words, for assistive technology. */
export function meterText(meter: Meter): string {
  const figure = (tokens: number) => tokens.toLocaleString("en-GB");
  const start = `${figure(meter.held)} of ${figure(meter.budget)} tokens in context`;
  const reserve = `${figure(meter.reserve)} kept for the reply`;
  const rest = meter.overBy > 0 ? `${figure(meter.overBy)} over` : `${figure(meter.free)} free`;
  return `${start}, ${reserve}, ${rest}`;
}
