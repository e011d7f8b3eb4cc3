import { isAmbiguousMonth, MONTH_PATTERN, monthNumber } from "./month-names";

/** A date that a text speaks of. `yearSaid`: the year is the text's own, not guessed. */
export type SpokenDate = { at: Date; precision: "day" | "month"; yearSaid: boolean };

const DAY_MS = 86_400_000;
const LOOKED_AT = 20_000;
const MARKS = /[\u0300-\u036F]/g;

const DAYS: readonly (readonly [pattern: RegExp, days: number])[] = [
  [/\b(?:the day before yesterday|vorgestern|avant-hier|anteayer)\b|前天|一昨日/, -2],
  [
    /\b(?<!before )(?:yesterday|last night|gestern|hier (?:soir|matin)|ayer|ieri|ontem)\b|вчера|昨天|昨日|昨晚/,
    -1,
  ],
  [
    /\b(?:today|tonight|this morning|this afternoon|this evening|heute|aujourd'hui|hoy|oggi|hoje)\b|сегодня|今天|今日|今晚/,
    0,
  ],
  [/\b(?:tomorrow|morgen|demain|domani|amanha)\b|завтра|明天/, 1],
  [
    /\b(?:last week|letzte woche|la semaine derniere|la semana pasada|la settimana scorsa)\b|上周|上星期|先週/,
    -7,
  ],
  [/\b(?:next week|nachste woche|la semaine prochaine|la proxima semana)\b|下周|下星期|来週/, 7],
];
const MONTHS: readonly (readonly [pattern: RegExp, months: number])[] = [
  [/\b(?:last month|letzten monat|le mois dernier|el mes pasado|il mese scorso)\b|上个月|上個月|先月/, -1],
  [/\b(?:next month|nachsten monat|le mois prochain|el proximo mes)\b|下个月|来月/, 1],
  [/\b(?:last year|letztes jahr|l'annee derniere|el ano pasado|l'anno scorso)\b|去年/, -12],
];

const COUNTS = new Map<string, number>();
for (const [index, words] of [
  "a an one ein eine einem einer un une uno una",
  "two couple zwei deux dos due",
  "three few drei trois tres tre",
  "four vier quatre cuatro quattro",
  "five funf cinq cinco cinque",
  "six sechs seis sei",
  "seven sieben sept siete sette",
  "eight acht huit ocho otto",
  "nine neun neuf nueve nove",
  "ten zehn dix diez dieci",
].entries()) {
  for (const word of words.split(" ")) COUNTS.set(word, index + 1);
}
const COUNT = `${[...COUNTS.keys()].join("|")}|\\d{1,3}`;
const UNIT =
  "days?|tage?n?|jours?|dias?|giorn[oi]|weeks?|wochen?|semaines?|semanas?|settiman[ae]|months?|monate?n?|mois|mes(?:es|e|i)?|years?|jahre?n?|ans?|anos?|ann[oi]";
const AGO = new RegExp(
  `\\b(?<count>${COUNT})(?: of)? (?<unit>${UNIT}) (?:ago|fa)\\b|\\b(?:vor|il y a|hace) (?<count2>${COUNT}) (?<unit2>${UNIT})\\b`,
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
  /\b(?<year>(?:19|20)\d{2})-(?<month>\d{2})-(?<day>\d{2})\b|\b(?<day2>\d{1,2})\.(?<month2>\d{1,2})\.(?<year2>(?:19|20)\d{2})\b|(?:(?<year3>(?:19|20)\d{2})年)?(?<month3>\d{1,2})月(?:(?<day3>\d{1,2})[日号號])?/g;

const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY_MS);

function addMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 15));
}

/** The date as named; without a year the one nearest to `base`. null where the calendar has no such date. */
function calendarDate(
  { year, month, day }: { year: number | null; month: number; day: number | null },
  base: Date,
): SpokenDate | null {
  if (month < 1 || month > 12 || (day ?? 1) < 1 || (day ?? 1) > 31) return null;
  const years = year === null ? [-1, 0, 1].map((by) => base.getUTCFullYear() + by) : [year];
  const dates = years.map((one) => new Date(Date.UTC(one, month - 1, day ?? 15)));
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

/** The dates that a text speaks of when it is said at `base`, in several languages. */
export function spokenDates(text: string, base: Date): SpokenDate[] {
  const plain = text
    .slice(0, LOOKED_AT)
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(MARKS, "")
    .replaceAll(/[’‘]/g, "'");
  const dates = [
    ...named(plain, base),
    ...numeric(plain, base),
    ...ago(plain, base),
    ...weekdays(plain, base),
  ];
  for (const [pattern, days] of DAYS) if (pattern.test(plain)) dates.push(day(addDays(base, days)));
  for (const [pattern, months] of MONTHS) if (pattern.test(plain)) dates.push(month(addMonths(base, months)));
  return dates;
}
