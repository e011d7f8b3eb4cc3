import { foldWord } from "./terms-of";
import { stem } from "./stem";

/** Words that answer for one another: a question rarely uses the very words of the statement. */
const GROUPS = [
  "name named call called heissen heisst heisse nennen genannt appeler appelle nom prenom llamar llama llamo nombre chiamare chiama chiamo nome chamar chama chamo зовут звать имя 叫 名 名字 名前 اسم يسمى",
  "live lives lived living home address reside moved settle wohnen wohne wohnt lebe habite habiter vivo vive abito abita moro mora живу живет 住",
  "job work works working profession occupation employed career arbeit arbeite beruf travail travaille trabajo lavoro trabalho работа работаю",
  "birthday born birth birthdate geburtstag geboren anniversaire cumpleanos compleanno aniversario",
  "wife husband spouse partner married",
  "child children kid kids son daughter",
  "mother mum mom mama parent",
  "father dad papa parent",
  "favourite favorite like love prefer best lieblings prefere preferee favorito preferito",
  "allergic allergy allergies intolerant allergisch allergie alergico alergia",
  "buy bought purchase",
  "go went gone going travel visit",
  "eat ate eaten food",
  "drink drank drunk",
  "car drive drove vehicle",
  "phone telephone mobile",
  "old age aged years",
  "start begin began begun started",
  "meet met meeting appointment",
  "see saw seen",
  "write wrote written",
  "think thought",
  "teach taught teacher",
  "leave left depart departs flight",
];

function groupsByWord(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const group of GROUPS) {
    const stems = group.split(" ").map((word) => stem(foldWord(word)));
    for (const word of stems) {
      const others = found.get(word) ?? new Set<string>();
      for (const other of stems) if (other !== word) others.add(other);
      found.set(word, others);
    }
  }
  return found;
}

const SAME = groupsByWord();

/** Whether two stems mean much the same. */
export function meansTheSame(a: string, b: string): boolean {
  return SAME.get(a)?.has(b) ?? false;
}

function stemsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).map((word) => stem(foldWord(word))));
}

/** Words for what a thing is called or how old it is: most answers hold none of them. */
const WEAK = stemsOf(
  `name call thing something anything mean old age heissen heisst nennen appeler appelle nom llamar llama nombre
   chiamare chiama nome chamar chama зовут звать имя 叫 名 字 名字 名前 اسم`,
);

export function isWeak(term: string): boolean {
  return WEAK.has(term);
}

/** Words of speaking and knowing: they are about the conversation itself. */
const SPEAKING = stemsOf(
  `say said tell told know knew remember remind recall mention talk speak spoke write wrote message conversation
   just last earlier before sagen sagt sagte gesagt weiss weisst erinnern erinnerst erzahlt zuletzt gerade dire dit
   sais rappelle souviens dernier dije digo decir sabes recuerda recuerdas detto dire ricordi sai disse sabe lembra
   сказал сказала говорил говорила помнишь напомни скажи 说 記 记得 言 言った`,
);

export function isSpeaking(term: string): boolean {
  return SPEAKING.has(term);
}
