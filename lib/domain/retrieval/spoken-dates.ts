import { isAmbiguousMonth, MONTH_PATTERN, monthNumber } from "./month-names";

/** A date that a text speaks of. `yearSaid`: the year is the text's own, not guessed. */
export type SpokenDate = { at: Date; precision: "day" | "month"; yearSaid: boolean };

const DAY_MS = 86_400_000;
const LOOKED_AT = 20_000;
const MARKS = /[\u0300-\u036F]/g;

type Said = readonly (readonly [pattern: RegExp, by: number])[];

/** Words that have others in them stand first: each is taken out before the next is looked for. */
const DAYS: Said = [
  [/大前天/g, -3],
  [/大[后後]天/g, 3],
  [
    /\b(?:day before yesterday|vorgestern(?: morgen)?|avant[- ]hier|anteayer|antes de ayer|l'altro ieri|anteontem)\b|позавчера|(?<![以之目])前天|一昨日/g,
    -2,
  ],
  [
    /\b(?:day after tomorrow|ubermorgen|apres[- ]demain|pasado manana|dopodomani|depois de amanha)\b|послезавтра|(?<![以之然今最])[后後]天|明[后後]日/g,
    2,
  ],
  [
    /\b(?:yesterday|last night|gestern(?: morgen)?|hier (?:soir|matin)|ayer|ieri|ontem)\b|вчера|昨天|昨日|昨晚/g,
    -1,
  ],
  [
    /\b(?:today|tonight|this morning|this afternoon|this evening|heute(?: morgen)?|diesen morgen|aujourd'hui|hoy|oggi|hoje)\b|сегодня|今天|今日|今晚/g,
    0,
  ],
  // Not the morning, in German, nor the breakfast, in Russian.
  [
    /\b(?:tomorrow|(?<!\b(?:guten|am|der|den|jeden) )morgen|demain|domani|amanha)\b|завтра(?!к)|明天|明日/g,
    1,
  ],
  [/上上(?:周|星期)/g, -14],
  [/下下(?:周|星期)|再来週/g, 14],
  [
    /\b(?:last week|letzte woche|la semaine derniere|la semana pasada|la settimana scorsa)\b|上周|上星期|先週/g,
    -7,
  ],
  [/\b(?:next week|nachste woche|la semaine prochaine|la proxima semana)\b|下周|下星期|来週/g, 7],
];
const MONTHS: Said = [
  [/上上[个個]月/g, -2],
  [/下下[个個]月|再来月/g, 2],
  [/\b(?:last month|letzten monat|le mois dernier|el mes pasado|il mese scorso)\b|上[个個]月|先月/g, -1],
  [/\b(?:next month|nachsten monat|le mois prochain|el proximo mes)\b|下[个個]月|来月/g, 1],
  [/\b(?:last year|letztes jahr|l'annee derniere|el ano pasado|l'anno scorso)\b|去年/g, -12],
];

const COUNTS = new Map<string, number>();
for (const [index, words] of [
  "a an one ein eine einem einer un une uno una um uma",
  "two couple zwei deux dos due dois duas",
  "three few drei trois tres tre",
  "four vier quatre cuatro quattro quatro",
  "five funf cinq cinco cinque",
  "six sechs seis sei",
  "seven sieben sept siete sette sete",
  "eight acht huit ocho otto oito",
  "nine neun neuf nueve nove",
  "ten zehn dix diez dieci dez",
].entries()) {
  for (const word of words.split(" ")) COUNTS.set(word, index + 1);
}
const COUNT = `${[...COUNTS.keys()].join("|")}|\\d{1,3}`;
const UNIT =
  "days?|tage?n?|jours?|dias?|giorn[oi]|weeks?|wochen?|semaines?|semanas?|settiman[ae]|months?|monate?n?|mois|mes(?:es|e|i)?|years?|jahre?n?|ans?|anos?|ann[oi]";
/** Portuguese "há"; in Italian "ha" has what follows, so that the unit decides. */
const HA = "ha(?= \\S+ (?:dias?|semanas?|mes|meses|anos?)\\b)";
const AGO = new RegExp(
  `\\b(?<count>${COUNT})(?: of)? (?<unit>${UNIT}) (?:ago|fa|atras)\\b|\\b(?:vor|il y a|hace|${HA}) (?<count2>${COUNT}) (?<unit2>${UNIT})\\b`,
  "g",
);

const WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");
const WEEKDAY = new RegExp(
  `\\b(?<which>last|this past|past|on|this|next) (?<day>${WEEKDAYS.join("|")})\\b`,
  "g",
);
const WEEKEND = /\b(?:last weekend|this past weekend|over the weekend)\b/;

const NAMED = new RegExp(
  `(?<before>\\b(?:in|of|since|until|by|im|en) )?\\b(?:(?<day>\\d{1,2})(?:st|nd|rd|th|\\.|er)?,? (?:of |de |di )?)?(?<month>${MONTH_PATTERN})\\b\\.?(?: (?<day2>\\d{1,2})(?:st|nd|rd|th)?\\b(?!:))?(?:,? (?:de |del |of )?(?<year>(?:19|20)\\d{2})\\b)?`,
  "g",
);
const NUMERIC =
  /\b(?<year>(?:19|20)\d{2})-(?<month>\d{2})-(?<day>\d{2})(?=t\d|\b)|\b(?<day2>\d{1,2})\.(?<month2>\d{1,2})\.(?<year2>(?:19|20)\d{2})\b|(?:(?<year3>(?:19|20)\d{2})年)?(?<month3>\d{1,2})月(?:(?<day3>\d{1,2})[日号號])?/g;

const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY_MS);

function addMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 15));
}

/** Where no year is said; there is a 29 February among them. */
const YEARS_AROUND = [-4, -3, -2, -1, 0, 1, 2, 3, 4];

/** The date as named; without a year the one nearest to `base`. null where the calendar has no such date. */
function calendarDate(
  { year, month, day }: { year: number | null; month: number; day: number | null },
  base: Date,
): SpokenDate | null {
  const years = year === null ? YEARS_AROUND.map((by) => base.getUTCFullYear() + by) : [year];
  const dates = years
    .map((one) => new Date(Date.UTC(one, month - 1, day ?? 15)))
    // A day or month too many would be one of the next.
    .filter((date) => date.getUTCMonth() === month - 1 && date.getUTCDate() === (day ?? 15));
  const distance = (date: Date) => Math.abs(date.getTime() - base.getTime());
  const [at] = dates.toSorted((a, b) => distance(a) - distance(b));
  if (at === undefined) return null;
  return { at, precision: day === null ? "month" : "day", yearSaid: year !== null };
}

const numberOf = (...texts: (string | undefined)[]): number | null => {
  const text = texts.find((one) => one !== undefined);
  return text === undefined ? null : Number(text);
};

function named(text: string, base: Date): SpokenDate[] {
  const dates: (SpokenDate | null)[] = [];
  for (const { groups = {} } of text.matchAll(NAMED)) {
    const { before, day, day2, month = "", year } = groups;
    const date = { year: numberOf(year), month: monthNumber(month), day: numberOf(day, day2) };
    const bare = date.day === null && date.year === null;
    if (bare && isAmbiguousMonth(month) && before === undefined) continue;
    dates.push(calendarDate(date, base));
  }
  return dates.filter((date) => date !== null);
}

function numeric(text: string, base: Date): SpokenDate[] {
  const dates: (SpokenDate | null)[] = [];
  for (const { groups: of = {} } of text.matchAll(NUMERIC)) {
    const year = numberOf(of["year"], of["year2"], of["year3"]);
    const month = numberOf(of["month"], of["month2"], of["month3"]) ?? 0;
    const day = numberOf(of["day"], of["day2"], of["day3"]);
    dates.push(calendarDate({ year, month, day }, base));
  }
  return dates.filter((date) => date !== null);
}

function ago(text: string, base: Date): SpokenDate[] {
  const dates: SpokenDate[] = [];
  for (const { groups: of = {} } of text.matchAll(AGO)) {
    const word = of["count"] ?? of["count2"] ?? "";
    const unit = of["unit"] ?? of["unit2"] ?? "";
    dates.push(unitsBefore(base, COUNTS.get(word) ?? Number(word), unit));
  }
  return dates;
}

/** `unit` in one of the languages of UNIT. */
function unitsBefore(base: Date, count: number, unit: string): SpokenDate {
  if (/^(?:day|tag|jour|dia|giorn)/.test(unit)) return day(addDays(base, -count));
  if (/^(?:w|se)/.test(unit)) return day(addDays(base, -7 * count));
  return month(addMonths(base, unit.startsWith("m") ? -count : -12 * count));
}

const day = (at: Date): SpokenDate => ({ at, precision: "day", yearSaid: true });
const month = (at: Date): SpokenDate => ({ at, precision: "month", yearSaid: true });

function weekdays(text: string, base: Date): SpokenDate[] {
  const dates: SpokenDate[] = [];
  for (const { groups = {} } of text.matchAll(WEEKDAY)) {
    const back = (base.getUTCDay() - WEEKDAYS.indexOf(groups["day"] ?? "") + 7) % 7 || 7;
    const ahead = groups["which"] === "next" || groups["which"] === "this";
    dates.push(day(addDays(base, ahead ? 7 - (back % 7) : -back)));
  }
  if (WEEKEND.test(text)) {
    const saturday = (base.getUTCDay() + 1) % 7 || 7;
    dates.push(day(addDays(base, -saturday)), day(addDays(base, 1 - saturday)));
  }
  return dates;
}

/** By how much the words of `table` that are in a text are away from now. */
function away(text: string, table: Said): number[] {
  const found: number[] = [];
  let rest = text;
  for (const [pattern, by] of table) {
    const without = rest.replaceAll(pattern, " ");
    if (without !== rest) found.push(by);
    rest = without;
  }
  return found;
}

/** The dates that a text speaks of when it is said at `base`, in several languages. */
export function spokenDates(text: string, base: Date): SpokenDate[] {
  const plain = text
    .slice(0, LOOKED_AT)
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(MARKS, "")
    .replaceAll(/[’‘]/g, "'");
  return [
    ...named(plain, base),
    ...numeric(plain, base),
    ...ago(plain, base),
    ...weekdays(plain, base),
    ...away(plain, DAYS).map((by) => day(addDays(base, by))),
    ...away(plain, MONTHS).map((by) => month(addMonths(base, by))),
  ];
}
