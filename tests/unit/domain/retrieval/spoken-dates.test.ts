import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spokenDates } from "@/lib/domain/retrieval/spoken-dates";

/** A Wednesday. */
const SAID = new Date("2026-11-18T10:00:00.000Z");

const dates = (text: string, base = SAID) =>
  spokenDates(text, base).map(({ at, precision }) => at.toISOString().slice(0, precision === "day" ? 10 : 7));

describe("the dates that a text speaks of", () => {
  it.each([
    { is: "2026-11-15", said: "大前天" },
    {
      is: "2026-11-16",
      said: "the day before yesterday|vorgestern|avant-hier|anteayer|l'altro ieri|L’altro ieri|anteontem|позавчера|前天|一昨日",
    },
    {
      is: "2026-11-17",
      said: "yesterday|last night|gestern|gestern Morgen|hier soir|ayer|ieri|ontem|вчера|昨天|昨日",
    },
    {
      is: "2026-11-18",
      said: "today|tonight|heute|heute Morgen|aujourd'hui|Aujourd’hui|hoy|oggi|hoje|сегодня|今天|今日",
    },
    { is: "2026-11-19", said: "tomorrow|morgen|demain|domani|amanhã|завтра|明天|明日|Bis morgen!" },
    {
      is: "2026-11-20",
      said: "the day after tomorrow|übermorgen|après-demain|pasado mañana|dopodomani|depois de amanhã|послезавтра|后天|後天|明後日",
    },
    { is: "2026-11-21", said: "大后天|大後天" },
    { is: "2026-11-04", said: "上上周" },
    { is: "2026-11-11", said: "last week|letzte Woche|la semaine dernière|la semana pasada|上周|先週" },
    { is: "2026-11-25", said: "next week|nächste Woche|la semaine prochaine|下周|来週" },
    { is: "2026-12-02", said: "下下周|再来週" },
    { is: "2026-09", said: "上上个月" },
    { is: "2026-10", said: "last month|letzten Monat|le mois dernier|el mes pasado|上个月|先月" },
    { is: "2026-12", said: "next month|nächsten Monat|le mois prochain|下个月|来月" },
    { is: "2027-01", said: "下下个月|再来月" },
    { is: "2025-11", said: "last year|letztes Jahr|l'année dernière|el año pasado|l’anno scorso|去年" },
  ])("are $is where one says $said", ({ is, said }) => {
    for (const text of said.split("|")) expect(dates(text), text).toEqual([is]);
  });

  it.each([
    {
      is: "2026-11-15",
      said: "3 days ago|three days ago|vor drei Tagen|il y a trois jours|hace 3 días|tre giorni fa",
    },
    {
      is: "2026-11-04",
      said: "two weeks ago|vor 2 Wochen|il y a deux semaines|hace dos semanas|due settimane fa",
    },
    { is: "2026-11-16", said: "a couple of days ago|há dois dias|dois dias atrás" },
    { is: "2025-11", said: "há um ano" },
    { is: "2026-10-28", said: "há três semanas" },
    { is: "2026-09", said: "two months ago|vor zwei Monaten|il y a deux mois|hace dos meses|due mesi fa" },
    { is: "2025-11", said: "a year ago|vor einem Jahr|il y a un an|hace un año|un anno fa" },
  ])("are $is, counted back, where one says $said", ({ is, said }) => {
    for (const text of said.split("|")) expect(dates(text), text).toEqual([is]);
  });

  it.each([
    ["last Friday", "2026-11-13"],
    ["last Wednesday", "2026-11-11"],
    ["on Monday", "2026-11-16"],
    ["this past Tuesday", "2026-11-17"],
    ["next Friday", "2026-11-20"],
    ["next Wednesday", "2026-11-25"],
    ["this Sunday", "2026-11-22"],
  ])("count weekdays from when it is said: %s", (text, is) => {
    expect(dates(text)).toEqual([is]);
  });

  it("are both days of a weekend", () => {
    expect(dates("We slept in over the weekend")).toEqual(["2026-11-14", "2026-11-15"]);
    expect(dates("last weekend", new Date("2026-11-15T10:00:00.000Z"))).toEqual(["2026-11-14", "2026-11-15"]);
  });

  it.each([
    {
      is: "2024-05-03",
      said: "May 3, 2024|3 May 2024|the 3rd of May 2024|am 3. Mai 2024|3 de mayo de 2024|2024-05-03|2024-05-03T10:00|2024-05-03t10:00:00Z",
    },
    { is: "2024-02-29", said: "2024-02-29|29 February 2024|29.02.2024|2024年2月29日|2024-02-29T10:00" },
    {
      is: "2025-12-31",
      said: "31.12.2025|31. Dezember 2025|December 31st, 2025|2025年12月31日|31 décembre 2025",
    },
    { is: "2025-03", said: "since March 2025|im März 2025|en marzo de 2025|2025年3月" },
  ])("are $is in full, as in $said", ({ is, said }) => {
    for (const text of said.split("|")) expect(dates(text), text).toEqual([is]);
  });

  it.each([
    ["3 Sept 2025", "2025-09-03"],
    ["24. Dez. 2025", "2025-12-24"],
    ["7. Okt 2025", "2025-10-07"],
    ["Jan 5, 2025", "2025-01-05"],
  ])("are told by short names of months: %s", (text, is) => {
    expect(dates(text)).toEqual([is]);
  });

  it("are of the nearest year where none is said, and say so", () => {
    expect(dates("December 25")).toEqual(["2026-12-25"]);
    expect(dates("12月25日", new Date("2027-01-03T10:00:00.000Z"))).toEqual(["2026-12-25"]);
    expect(dates("le 1er janvier")).toEqual(["2027-01-01"]);
    expect(dates("29 February")).toEqual(["2028-02-29"]);
    expect(spokenDates("December 25", SAID).map(({ yearSaid }) => yearSaid)).toEqual([false]);
    expect(spokenDates("December 25, 2026", SAID).map(({ yearSaid }) => yearSaid)).toEqual([true]);
  });

  it.each(["I may go", "the march of time", "an august gathering", "Dec", "Marco sang", "May I?"])(
    "are none in words that are months only now and then: %s",
    (text) => {
      expect(dates(text)).toEqual([]);
    },
  );

  it("are there where such a word stands beside a number or after a preposition", () => {
    expect(dates("in May")).toEqual(["2027-05"]);
    expect(dates("15 May")).toEqual(["2027-05-15"]);
    expect(dates("since august")).toEqual(["2026-08"]);
  });

  it.each([
    "",
    "good morning",
    "at 5:30",
    "May 15:30",
    "2025-13-01",
    "2025-00-10",
    "99月",
    "45.12.2025",
    "two days",
    "1/2/2024",
    "2025-02-29",
    "29.2.2025",
    "2025年2月29日",
    "2月30日",
    "April 31",
    "31 April 2025",
    "Feb 30",
    "1900-02-29",
    "2024-05-03999",
    "Guten Morgen!",
    "jeden Morgen",
    "на завтрак",
    "以前天气很好",
    "以后天天跑步",
    "ha due giorni",
  ])("are none in %j", (text) => {
    expect(dates(text)).toEqual([]);
  });

  it("are all of those that are said", () => {
    expect(dates("Yesterday I wrote, on May 3, 2024 you did, and 2 weeks ago nobody.").toSorted()).toEqual([
      "2024-05-03",
      "2026-11-04",
      "2026-11-17",
    ]);
  });

  it("are both where a word and one that has it in it are said", () => {
    expect(dates("yesterday or the day before yesterday").toSorted()).toEqual(["2026-11-16", "2026-11-17"]);
    expect(dates("明日か明後日").toSorted()).toEqual(["2026-11-19", "2026-11-20"]);
  });

  it("cross the end of a month and of a year", () => {
    expect(dates("yesterday", new Date("2026-01-01T00:30:00.000Z"))).toEqual(["2025-12-31"]);
    expect(dates("last month", new Date("2026-01-31T23:30:00.000Z"))).toEqual(["2025-12"]);
    expect(dates("next month", new Date("2026-01-31T10:00:00.000Z"))).toEqual(["2026-02"]);
    expect(dates("tomorrow", new Date("2028-02-28T10:00:00.000Z"))).toEqual(["2028-02-29"]);
  });

  it("are dates, whatever the text is and whenever it is said", () => {
    const piece = fc.constantFrom(
      ..."next last may 31 12 99 february feb 2024 - . , 月 日 年 999 days months years ago monday vor il y a".split(
        " ",
      ),
    );
    const base = fc.date({
      min: new Date("1970-01-01T00:00:00Z"),
      max: new Date("2100-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom("", " "), base, (parts, gap, said) => {
        for (const { at } of spokenDates(parts.join(gap), said)) expect(at.getTime()).not.toBeNaN();
      }),
    );
  });
});
