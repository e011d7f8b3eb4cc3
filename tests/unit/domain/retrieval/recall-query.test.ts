import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedDateTerms } from "@/lib/domain/retrieval/date-terms";
import { recallCues } from "@/lib/domain/retrieval/recall-cues";
import { recallQuery } from "@/lib/domain/retrieval/recall-query";

const NOW = "2026-11-18T10:00:00.000Z";
const query = (text: string) => recallQuery(text, { now: NOW });
const termsOf = (text: string) => query(text).terms.map(({ term }) => term);

describe("what is looked for in a turn", () => {
  it("is what its message says, and the dates that it names", () => {
    expect(termsOf("Which kiln did we fire yesterday?")).toEqual(
      expect.arrayContaining(["kiln", "fire", ...askedDateTerms("yesterday", NOW)]),
    );
  });

  it("is at most 24 terms, the dates among them", () => {
    const long = Array.from({ length: 60 }, (_, at) => `word${at}x`).join(" ");
    const terms = termsOf(`${long} yesterday`);
    expect(terms).toHaveLength(24);
    expect(terms).toEqual(expect.arrayContaining(askedDateTerms("yesterday", NOW)));
  });

  it("is each term once and with a weight, whatever the message is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const { terms, previous } = query(text);
        expect(terms.length).toBeLessThanOrEqual(24);
        expect(new Set(terms.map(({ term }) => term)).size).toBe(terms.length);
        for (const { weight } of terms) expect(weight).toBeGreaterThan(0);
        expect(previous).toBeGreaterThanOrEqual(0);
        expect(previous).toBeLessThan(1);
      }),
    );
  });

  it("takes its wording along, and when it is asked", () => {
    const text = "When did we fire my kiln?";
    expect(query(text)).toMatchObject({ now: NOW, asksWhen: true, cues: recallCues(text) });
    expect(query("Where did we fire my kiln?").asksWhen).toBe(false);
  });
});

describe("the turn before", () => {
  it.each([
    "And the colour of the kitchen wall?",
    "what about the second bedroom window?",
    "But which window has curtains now?",
    "Und welche Farbe hat die Küche im Haus?",
    "Et la couleur de la cuisine rouge ?",
    "Y el color de la cocina grande?",
    "那厨房的窗户呢？",
    "じゃあ台所の窓は？",
    "¿Y el perro de la casa grande?",
    "…and the colour of the kitchen wall?",
    "E o cachorro da casa grande?",
  ])("is asked for where a message goes on from it: %s", (text) => {
    expect(query(text).previous).toBeGreaterThan(0);
  });

  it.each(["Kitchen?", "Why?", "The kitchen", "Where is it?"])(
    "is asked for where a message says little by itself: %s",
    (text) => {
      expect(query(text).previous).toBeGreaterThan(0);
    },
  );

  it("counts less than the message itself", () => {
    expect(query("And the kitchen?").previous).toBeLessThan(1);
  });

  it.each([
    "Which colour has the kitchen wall of my house?",
    "Android phones have which kind of screen glass?",
    "Butter, bread and cheese stand on which shelf?",
    "Unter welchem Baum steht das Haus?",
    "Mañana tengo una cita con el médico",
    "Man\u0303ana tengo una cita con el médico",
    "Maître Dupont habite quelle rue de Lyon ?",
    "Maïs, tomates et haricots poussent dans quel jardin ?",
    "École, mairie et gare se trouvent dans quelle rue ?",
  ])("is not asked for by a message that stands by itself: %s", (text) => {
    expect(query(text).previous).toBe(0);
  });

  it("is not asked for by thanks or another form of the reply", () => {
    expect(query("Thanks!").previous).toBe(0);
    expect(query("and thanks").previous).toBe(0);
    expect(query("Shorter").previous).toBe(0);
  });
});
