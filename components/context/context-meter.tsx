import { meterText, type Meter } from "@/lib/domain/meter/derive-meter";
import { classNames } from "@/components/ui/class-names";
import { accuracyWords } from "./accuracy-words";
import { ContextBar } from "./context-bar";
import { levelWords } from "./level-words";
import { SEGMENT_FILLS, SEGMENT_NAMES } from "./segment-names";
import { tokenFigure } from "./token-figure";

type ContextMeterProps = {
  /** null while the first count is on its way. */
  meter: Meter | null;
  /** Set when the newest count failed: the time of the one shown, such as "14:02". */
  asOf?: string | null;
  /** A reply is being written: its tokens fill the reserve. */
  writing?: boolean;
  /** Tokens of every call so far. */
  spent?: number | null;
  /** Whether the inspector is open, and how to open or close it; absent where there is none. */
  inspector?: { open: boolean; toggle: () => void } | null;
};

/** The context bar with exact numbers. Free is the same number here, in the bar and in the meter's text. */
export function ContextMeter(props: ContextMeterProps) {
  const { meter, asOf = null, writing = false, spent = null, inspector = null } = props;
  if (!meter) return <CountingMeter />;
  return (
    <div className="py-2.5 max-sm:px-1.5 max-sm:py-2">
      <MeterHead meter={meter} asOf={asOf} writing={writing} inspector={inspector} />
      <div
        role="meter"
        aria-label="Context"
        aria-valuemin={0}
        aria-valuemax={meter.budget}
        aria-valuenow={Math.min(meter.held, meter.budget)}
        aria-valuetext={meterText(meter)}
      >
        <ContextBar {...meter} />
      </div>
      <MeterLegend meter={meter} spent={spent} />
    </div>
  );
}

function CountingMeter() {
  return (
    <div className="py-2.5 max-sm:px-1.5 max-sm:py-2">
      <div className="mb-1.5 text-meta text-ink-3">Counting tokens</div>
      <div
        role="meter"
        aria-label="Context"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={0}
        aria-valuetext="Counting tokens"
      >
        <span className="bar" aria-hidden>
          <span className="piece seg-free grow" />
        </span>
      </div>
      <div className="mt-1.5 h-[18px] max-sm:hidden" />
    </div>
  );
}

type HeadProps = {
  meter: Meter;
  asOf: string | null;
  writing: boolean;
  inspector: ContextMeterProps["inspector"];
};

function MeterHead({ meter, asOf, writing, inspector }: HeadProps) {
  const over = meter.overBy > 0;
  const total = over ? meter.budget + meter.overBy : meter.held;
  return (
    <div className="num mb-1.5 flex flex-wrap items-baseline gap-x-2 text-meta text-ink-3">
      <span className="whitespace-nowrap">
        <b className="font-semibold text-ink">{tokenFigure(total)}</b> of {tokenFigure(meter.budget)}{" "}
        {over ? "with draft and reply" : "tokens"}
        <span className="max-sm:sr-only">, {accuracyWords(meter.accuracy)}</span>
      </span>
      {asOf && <span className="whitespace-nowrap">as of {asOf}</span>}
      <Level meter={meter} />
      {/* Stays together, at the right, where the line is too short for all of it. */}
      <span className="ml-auto flex items-baseline gap-x-2">
        {over ? (
          <span className="font-medium whitespace-nowrap text-danger">{tokenFigure(meter.overBy)} over</span>
        ) : (
          <Room meter={meter} writing={writing} />
        )}
        {inspector && (
          <button
            type="button"
            aria-expanded={inspector.open}
            onClick={inspector.toggle}
            className="ml-2 font-medium text-link max-sm:-my-2 max-sm:min-h-9"
          >
            Inspect
          </button>
        )}
      </span>
    </div>
  );
}

function Level({ meter }: { meter: Meter }) {
  const words = meter.overBy > 0 ? null : levelWords(meter.level);
  if (!words) return null;
  return (
    <span className={classNames("font-medium", meter.level === "danger" ? "text-danger" : "text-warning")}>
      {words}
    </span>
  );
}

function Room({ meter, writing }: { meter: Meter; writing: boolean }) {
  const reserve = tokenFigure(meter.reserve);
  return (
    <>
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap max-sm:hidden">
        <i className="swatch seg-reserve" />
        {writing ? `${tokenFigure(meter.written)} of ${reserve} written` : `${reserve} for the reply`}
      </span>
      <span className="ml-2 inline-flex items-center gap-1.5 whitespace-nowrap">
        <i className="swatch seg-free" />
        {tokenFigure(meter.free)} free
      </span>
    </>
  );
}

function MeterLegend({ meter, spent }: { meter: Meter; spent: number | null }) {
  return (
    <div className="num mt-1.5 flex min-h-[18px] flex-wrap gap-x-3 gap-y-0.5 text-xs leading-[18px] text-ink-2 max-sm:hidden">
      {meter.segments.map((segment) => (
        <span key={segment.kind} aria-hidden className="inline-flex items-center gap-[5px] whitespace-nowrap">
          <i className={`swatch ${SEGMENT_FILLS[segment.kind]}`} />
          {SEGMENT_NAMES[segment.kind]} <span className="text-ink-3">{tokenFigure(segment.tokens)}</span>
        </span>
      ))}
      {spent !== null && spent > 0 && (
        <span className="ml-auto whitespace-nowrap text-ink-3">{tokenFigure(spent)} spent so far</span>
      )}
    </div>
  );
}
