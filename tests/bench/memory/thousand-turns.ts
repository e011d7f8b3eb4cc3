/** A fact that is told once, the question for it, and what an answer has to hold. */
export type PlantedFact = { said: string; asked: string; find: string };

const NAMES = [
  "Biscuit",
  "Pomfret",
  "Quill",
  "Saffron",
  "Tumble",
  "Umber",
  "Vesper",
  "Wicket",
  "Yarrow",
  "Zephyr",
];
const ANIMALS = [
  "dog",
  "cat",
  "horse",
  "parrot",
  "tortoise",
  "rabbit",
  "goat",
  "ferret",
  "canary",
  "hedgehog",
];
const TOWNS = ["Bergen", "Lucca", "Ghent", "Porto", "Kiel", "Tartu", "Cork", "Graz", "Malmö", "Turku"];
const KIN = [
  "sister",
  "brother",
  "aunt",
  "uncle",
  "cousin",
  "niece",
  "nephew",
  "grandmother",
  "godfather",
  "neighbour",
];
const THINGS = [
  "locker",
  "bicycle lock",
  "parking space",
  "library card",
  "flat",
  "garage",
  "seat",
  "club card",
  "mailbox",
  "storage room",
];
const TASTES = [
  "colour",
  "tree",
  "soup",
  "composer",
  "season",
  "bread",
  "flower",
  "board game",
  "fish",
  "river",
];
const LIKED = [
  "teal",
  "larch",
  "minestrone",
  "Satie",
  "autumn",
  "rye",
  "foxglove",
  "Azul",
  "turbot",
  "Drava",
];
const EVENTS = [
  "launch",
  "audit",
  "wedding",
  "marathon",
  "exam",
  "concert",
  "reunion",
  "inspection",
  "harvest",
  "premiere",
];

/** Fifty facts of five kinds. */
export function plantedFacts(): PlantedFact[] {
  const facts: PlantedFact[] = [];
  for (let n = 0; n < 10; n += 1) {
    const [name, animal, town, kin] = [at(NAMES, n), at(ANIMALS, n), at(TOWNS, n), at(KIN, n)];
    const [thing, taste, liked, event] = [at(THINGS, n), at(TASTES, n), at(LIKED, n), at(EVENTS, n)];
    const number = String(4_100 + n * 37);
    const day = `${n + 3} March 2027`;
    facts.push(
      { said: `My ${animal}'s name is ${name}.`, asked: `What is my ${animal}'s name?`, find: name },
      { said: `My ${kin} lives in ${town}.`, asked: `Where does my ${kin} live?`, find: town },
      {
        said: `Remember that my ${thing} number is ${number}.`,
        asked: `What is my ${thing} number?`,
        find: number,
      },
      { said: `My favourite ${taste} is ${liked}.`, asked: `What is my favourite ${taste}?`, find: liked },
      { said: `The ${event} is on ${day}.`, asked: `When is the ${event}?`, find: day },
    );
  }
  return facts;
}

const FILLER = [
  "How long does a pot of lentils take?",
  "The rain has not stopped since the morning and the gutters are full.",
  "Thanks, that helps a lot.",
  "What would be a good opening line for a letter about a late train?",
  "I walked along the canal for an hour and saw two herons.",
  "Which of the two recipes is quicker on a weekday evening?",
  "The printer on the second floor jams whenever it is humid outside.",
  "Give me three words for a quiet evening.",
  "A train went by while I was on the phone and I missed half of it.",
  "Why do bridges hum in the wind?",
];

/** What is said in a turn that plants and asks nothing. */
export function filler(turn: number): string {
  return at(FILLER, turn * 7).replace(/[.?]$/, (mark) => ` (${turn})${mark}`);
}

function at(list: readonly string[], n: number): string {
  return list[n % list.length] ?? "";
}
