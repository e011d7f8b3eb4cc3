import { describe, expect, it } from "vitest";
import { dateGroup, groupByDate } from "@/lib/domain/dates/date-group";
import { messageTime } from "@/lib/domain/dates/message-time";

/** Local time, as the reader's calendar counts. */
const at = (year: number, month: number, day: number, hour = 12, minute = 0) =>
  new Date(year, month - 1, day, hour, minute);
const NOW = at(2026, 11, 18, 14, 5).getTime();

describe("date headings", () => {
  it.each([
    [at(2026, 11, 18, 0, 1), "Today"],
    [at(2026, 11, 19), "Today"],
    [at(2026, 11, 17, 23, 59), "Yesterday"],
    [at(2026, 11, 16, 23, 59), "Previous 7 days"],
    [at(2026, 11, 11, 0, 0), "Previous 7 days"],
    [at(2026, 11, 10, 23, 59), "November"],
    [at(2026, 10, 31), "October"],
    [at(2025, 12, 31), "December 2025"],
  ])("puts %s under %s", (date, label) => {
    expect(dateGroup(date.toISOString(), NOW)).toBe(label);
  });

  it("counts calendar days, also over a change of the clock", () => {
    const midnight = at(2026, 3, 30, 0, 5).getTime();
    expect(dateGroup(at(2026, 3, 29, 0, 30).toISOString(), midnight)).toBe("Yesterday");
  });

  it("groups a list in its own order", () => {
    const dates = [at(2026, 11, 18), at(2026, 11, 18, 9), at(2026, 10, 2)].map((date) => date.toISOString());
    const groups = groupByDate(dates, (date) => date, NOW);
    expect(groups.map(({ label, items }) => [label, items.length])).toEqual([
      ["Today", 2],
      ["October", 1],
    ]);
  });

  it("finds a heading once for each day, however many rows a day has", () => {
    const rows: string[] = [];
    for (let row = 0; row < 10_000; row += 1) {
      rows.push(new Date(NOW - (row / 10_000) * 30 * 86_400_000).toISOString());
    }
    let asked = 0;
    const groups = groupByDate(
      rows,
      (row) => row,
      NOW,
      (iso, now) => {
        asked += 1;
        return dateGroup(iso, now);
      },
    );
    expect(asked).toBeLessThanOrEqual(31);
    const each = groups.flatMap(({ label, items }) => items.map((row) => [row, label]));
    expect(each).toEqual(rows.map((row) => [row, dateGroup(row, NOW)]));
  });
});

describe("a message's time", () => {
  it.each([
    [at(2026, 11, 18, 9, 5), "09:05"],
    [at(2026, 11, 17, 14, 9), "Yesterday, 14:09"],
    [at(2026, 11, 3, 9, 12), "Tue 3 Nov, 09:12"],
    [at(2025, 3, 14, 23, 0), "Fri 14 Mar 2025, 23:00"],
  ])("shows %s as %s", (date, text) => {
    expect(messageTime(date.toISOString(), NOW)).toBe(text);
  });
});
