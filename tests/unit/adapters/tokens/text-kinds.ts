import fc from "fast-check";

const PROSE =
  `The ferry doesn't leave before 7:45, so we'll have breakfast first. Zoë's naïve plan cost £1,234.50!
"I'VE NEVER SEEN IT," she said; they'd waited… Über-schnelle Füße laufen — ça va? It's 2026-11-21.`.split(
    /(?<= )/,
  );
const CODE =
  `export function wordEnd(text: string, at = 0): number {\n\tfor (;;) {\r\n    if (!/\\w/u.test(text[at] ?? "")) return at;
  at += 1; // https://example.com/a?b=c&d#e\n}}\n\n\n  SELECT * FROM "messages" WHERE seq >= 100000;\n</div>\n//////\n`.split(
    /(?<=[ \n;])/,
  );
const SPECIAL = [
  "<|endoftext|>",
  "<|start|>",
  "<|im_end|>",
  "<|fim_prefix|>",
  "<|",
  "|>",
  "endofprompt",
  "\n",
];
const SPACES = [" ", "  ", "\n", "\r\n", "\r", "\t", "\u3000", "\u00a0", "\u2028", "x", "1", "!", "'s", "/"];
const EMOJI = ["🙂", "👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "🏳️‍🌈", "𝒜", "#️⃣", " ", "ok"];

function joined(parts: readonly string[], maxLength = 25): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...parts), { maxLength }).map((chosen) => chosen.join(""));
}

/** Characters of some ranges, with spaces and ASCII between them. */
function script(...ranges: readonly (readonly [number, number])[]): fc.Arbitrary<string> {
  const characters = ranges.map(([min, max]) =>
    fc.integer({ min, max }).map((code) => String.fromCodePoint(code)),
  );
  const between = fc.constantFrom(" ", "A", "b", "7", ".", "\n");
  return fc
    .array(fc.oneof({ weight: 8, arbitrary: fc.oneof(...characters) }, { weight: 2, arbitrary: between }), {
      maxLength: 60,
    })
    .map((chosen) => chosen.join(""));
}

const surrogate = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));

/** Short texts of the kinds that people and models write, and of some that only trouble writes. */
export const textKinds: Readonly<Record<string, fc.Arbitrary<string>>> = {
  prose: joined(PROSE, 60),
  code: joined(CODE, 40),
  CJK: script([0x4e00, 0x9fff], [0x3040, 0x30ff], [0xac00, 0xd7a3], [0x3000, 0x303f]),
  emoji: joined(EMOJI),
  Indic: script([0x0900, 0x0dff]),
  Arabic: script([0x0600, 0x06ff], [0xfe70, 0xfefc]),
  "capitals of every kind": script([0x00c0, 0x024f], [0x0370, 0x03ff], [0x1c90, 0x1cbf], [0x01c4, 0x01cc]),
  "special-token text": joined(SPECIAL),
  "white space": joined(SPACES),
  "lone surrogates": fc
    .array(fc.oneof(surrogate, fc.constantFrom("a", " ", "🙂", "中", "!")), { maxLength: 40 })
    .map((chosen) => chosen.join("")),
  "words without an end": fc
    .array(fc.constantFrom("tion", "e", "s", "ing", "un", "ß", "中", "国", "ा", "क", "an", "er"), {
      minLength: 60,
      maxLength: 90,
    })
    .map((chosen) => chosen.join("")),
  "any text": fc.string({ unit: "binary", maxLength: 60 }),
};

const EDGES = [
  "a",
  "A",
  "中",
  "'",
  "s",
  "'re",
  "'L",
  "l",
  " ",
  "\n",
  "\r",
  "/",
  "!",
  "1",
  "\u0301",
  "ʰ",
  "🙂",
];
const RUNS = ["ab", "A", "中A", "Aa", " ", "\n ", "!", "!/\n", "न", "👍🏽", "\u0301"];

/** Texts in which the end of one piece depends on what comes much later, some with runs too long to be read twice. */
export const unsettledTexts = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...EDGES) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...RUNS), fc.integer({ min: 40, max: 160 })) },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.map((part) => (typeof part === "string" ? part : part[0].repeat(part[1]))).join(""));
