/**
 * Light stems: endings that change with number, gender, case and person, and the commonest that make nouns of verbs
 * (after J. Savoy's light stemmers and the Snowball rules). Words come in lower case and without accents.
 */
type Endings = {
  /** Plurals that are no longer singulars, read as their singular. */
  plural?: readonly [pattern: RegExp, ending: string];
  /** Tried in order; each step takes the first ending that leaves at least `keep` letters. */
  steps: readonly (readonly string[])[];
  keep: number;
};

const list = (text: string): readonly string[] => text.split(" ");

const GERMAN: Endings = {
  steps: [list("ern em er en es e s n"), list("est st er en"), list("ungen keit heit ung end isch lich ig")],
  keep: 4,
};
const FRENCH: Endings = {
  // Chevaux, but not bateaux, and nothing so short as taux.
  plural: [/(?<=..[^e])aux$/, "al"],
  steps: [
    list("s x"),
    list(
      "issements issement atrices atrice ateurs ateur logies logie ements ement ations ation euses euse ites ite ives ive ifs if eraient erait erons eront issons issent issait aient erai eras erez ions ront ant ait ais ees ee er ez es ir e",
    ),
    list("e"),
  ],
  keep: 3,
};
const SPANISH: Endings = {
  steps: [
    list(
      "amientos imientos amiento imiento aciones adoras adores acion ancias adora ador ancia mente idades idad",
    ),
    list(
      "ando iendo aron ieron abamos iamos aban ian amos emos imos aste iste aba ada ado ido ida adas ados idas idos ar er ir an en os as es o a e i",
    ),
  ],
  keep: 3,
};
const ITALIAN: Endings = {
  steps: [
    list("azioni azione amenti amento imenti imento mente atori atore atrici atrice ita"),
    list(
      "ando endo avano evano ivano iamo avo eva ava ato ata ati ate uto uta ito ita are ere ire ano ono hi he i e a o",
    ),
  ],
  keep: 3,
};
const PORTUGUESE: Endings = {
  steps: [
    list("amentos imentos amento imento acoes adoras adores acao adora ador mente idades idade"),
    list(
      "ando endo indo aram eram iram avamos iamos avam iam amos emos imos ava ada ado ido ida adas ados idas idos ar er ir am em oes aes ais eis os as es o a e i s",
    ),
  ],
  keep: 3,
};
const RUSSIAN: Endings = {
  steps: [
    list(
      "иями ями ами ого его ому ему ыми ими иях ях ах ов ев еи ем ом ам ям ую юю ая яя ое ее ые ие ыи ии ои ия ью ья ешь ишь ете ите ут ют ат ят ал ала али ило или ила ил ть ет ит ла ло ли а я о е у ю ы и ь",
    ),
    list("ост ост ейш н"),
  ],
  keep: 3,
};
const ARABIC: Endings = { steps: [list("ات ون ين ان ها هم هن كم نا ية ه ة ي ك")], keep: 3 };

function strip(word: string, { plural, steps, keep }: Endings): string {
  let stem = plural === undefined ? word : word.replace(...plural);
  for (const endings of steps) {
    const ending = endings.find((one) => stem.length - one.length >= keep && stem.endsWith(one));
    if (ending !== undefined) stem = stem.slice(0, -ending.length);
  }
  return stem;
}

const BY_LANGUAGE: Readonly<Record<string, Endings>> = {
  German: GERMAN,
  French: FRENCH,
  Spanish: SPANISH,
  Italian: ITALIAN,
  Portuguese: PORTUGUESE,
  Russian: RUSSIAN,
  Arabic: ARABIC,
};

/** The word itself where the language has no rules here. */
export function lightStem(language: string, word: string): string {
  const endings = BY_LANGUAGE[language];
  return endings === undefined ? word : strip(word, endings);
}
