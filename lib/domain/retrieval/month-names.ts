/** From January on; several languages, lower case and without accents. */
const NAMES: readonly string[] = [
  "january januar janvier enero gennaio janeiro",
  "february februar fevrier febrero febbraio fevereiro",
  "march marz mars marzo marco",
  "april avril abril aprile",
  "may mai mayo maggio maio",
  "june juni juin junio giugno junho",
  "july juli juillet julio luglio julho",
  "august aout agosto",
  "september septembre septiembre settembre setembro",
  "october oktober octobre octubre ottobre outubro",
  "november novembre noviembre novembro",
  "december dezember decembre diciembre dicembre dezembro",
];
const SHORT = "jan feb mar apr may jun jul aug sep oct nov dec sept dez okt".split(" ");

const NUMBERS = new Map<string, number>();
for (const [index, names] of NAMES.entries()) {
  for (const name of names.split(" ")) NUMBERS.set(name, index + 1);
}
const SHORT_NUMBERS = new Map(SHORT.map((name, index) => [name, [9, 12, 10][index - 12] ?? index + 1]));

/** Names that are other words too: they are a month only beside a number or after "in". */
const AMBIGUOUS = new Set(["may", "march", "mars", "marco", "mai", "august", ...SHORT]);

/** All names, longest first, for a pattern. */
export const MONTH_PATTERN = [...NUMBERS.keys(), ...SHORT].sort((a, b) => b.length - a.length).join("|");

/** 1–12. */
export function monthNumber(name: string): number {
  return NUMBERS.get(name) ?? SHORT_NUMBERS.get(name) ?? 0;
}

export function isAmbiguousMonth(name: string): boolean {
  return AMBIGUOUS.has(name);
}
