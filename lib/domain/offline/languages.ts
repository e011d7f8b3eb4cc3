/** What is needed of a language to find questions and to leave out words that say nothing. All words are folded. */
export type Language = {
  name: string;
  stopWords: ReadonlySet<string>;
  /** How a question begins when its mark is missing. Tested against the folded words, joined by spaces. */
  opening: RegExp;
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

const ENGLISH: Language = {
  name: "English",
  stopWords: words(
    `a an the and or but if so of to in on at by for from with about into over as than then i you he she it we they me
    him her us them my your his its our their mine yours this that these those there here is are was were be been am
    do does did done have has had will would can could shall should may might must not no yes what which who whom
    whose when where why how whats whos im ive id ill youre youve theyre dont didnt doesnt isnt please again hey hi hello well many much often long now still just ever
    any some all also too very really got get`,
  ),
  opening:
    /^(?:(?:and|so|but|ok|okay|hey|hi|please|now|well) )*(?:(?:what|whats|who|whos|whose|whom|which|why|how|hows)\b(?! (?:a|an)\b)|(?:when|where|wheres) (?:is|are|was|were|do|does|did|will|would|can|could|should|have|has)\b|(?:is|are|am|was|were|does|did|can|could|would|should|have|has|had|will|do) (?:i|you|he|she|it|we|they|my|your|his|her|our|their|there|this|that|any|anyone|anybody)\b|(?:can you |could you |please )*(?:tell|remind) (?:me|us)\b(?! to\b)|remember (?:what|who|when|where|which|how|my)\b)/,
};

const GERMAN: Language = {
  name: "German",
  stopWords: words(
    `der die das den dem des ein eine einen einem einer eines und oder aber wenn dann als so zu in im an am auf bei von vom
    mit uber fur aus nach ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen mein meine meinen meinem
    meiner meines dein deine deinen deinem deiner sein seine ihre unser unsere dieser diese dieses ist sind war waren bin bist
    hat habe hast haben hatte wird werden kann kannst konnte muss soll nicht kein keine ja nein was wer wen wem wessen
    wann wo woher wohin warum wieso weshalb wie welche welcher welches welchen bitte noch mal nochmal schon denn doch auch`,
  ),
  opening:
    /^(?:(?:und|also|bitte|hallo|na|sag mal) )*(?:(?:wer|wen|wem|wessen|was|welche[rsnm]?|wann|wo|woher|wohin|warum|wieso|weshalb|womit|wofur|woruber|wieviele?)\b(?! fur ein tag)|wie\b(?! (?:gesagt|immer|schon)\b)|(?:ist|sind|war|waren|hat|hast|habe|haben|kann|kannst|konntest|weisst|heisst|wird|soll) (?:ich|du|er|sie|es|wir|ihr|meine?|deine?|der|die|das|jemand)\b|erinnerst du|(?:sag|sage|erzahl) mir\b)/,
};

const FRENCH: Language = {
  name: "French",
  stopWords: words(
    `le la les l un une des de d du et ou mais si alors que qu qui quoi quel quelle quels quelles quand ou comment pourquoi
    combien dans en sur a au aux par pour avec sans je j tu il elle on nous vous ils elles me m te t se s lui leur mon ma
    mes ton ta tes son sa ses notre nos votre vos leurs ce c cet cette ces est sont etait suis es ai as avons avez ont
    ete etre avoir fait ne n pas non oui y moi toi deja encore aussi donc`,
  ),
  opening:
    /^(?:(?:et|alors|dis|bonjour|salut) )*(?:(?:qui|quoi|quel|quelle|quels|quelles|ou|pourquoi|comment|combien|lequel|laquelle)\b|est ce que|estce|qu est ce|qu estce|que (?:sais|dit|fait|fais|veut|as|ai|suis)|c est (?:quoi|qui|quand|ou)|quand (?:est|as|ai|a|sont)\b|(?:dis|rappelle|dites|rappelez) moi\b|(?:as|es|sais|peux|te souviens) tu\b|tu te souviens)/,
};

const SPANISH: Language = {
  name: "Spanish",
  stopWords: words(
    `el la los las lo un una unos unas de del al a en y o u pero si entonces que quien quienes cual cuales cuando cuanto
    cuanta cuantos cuantas donde como por para con sin sobre yo tu el ella ello nosotros vosotros ellos ellas me te se le
    les nos os mi mis tus su sus nuestro nuestra este esta estos estas ese esa eso es son era eran soy eres fue ha
    he has han hay habia esta estan no ya tambien muy mas`,
  ),
  opening:
    /^(?:(?:y|oye|hola|entonces|pues) )*(?:(?:quien|quienes|cual|cuales|cuanto|cuanta|cuantos|cuantas)\b|que (?:es|dia|hora|dije|edad|nombre|color|tipo|sabes)\b|(?:de|con|a|para) (?:que|quien|donde)\b|por que\b|(?:donde|adonde) (?:esta|estan|vive|vivo|es|trabaja|trabajo|queda)\b|como (?:se|es|esta|estas|me|te)\b|cuando (?:es|fue|era|sera)\b|(?:dime|recuerdame)\b|te acuerdas|recuerdas\b|sabes (?:que|quien|como|cual|donde)\b)/,
};

const ITALIAN: Language = {
  name: "Italian",
  stopWords: words(
    `il lo la i gli le l un uno una di del della dello dei degli delle a al alla ai in nel nella su sul da dal dalla con per
    tra fra e ed o ma se allora che chi cosa quale quali qual quando quanto quanta quanti quante dove come perche io tu lui lei noi
    voi loro mi ti si ci vi mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra questo questa quello quella e
    sono era erano sei ho hai ha abbiamo hanno stato non no anche ancora gia piu molto`,
  ),
  opening:
    /^(?:(?:e|allora|ciao|senti) )*(?:(?:chi|cosa|quale|quali|qual|quanto|quanta|quanti|quante)\b|che (?:cosa|giorno|ora|tipo|colore)\b|dove (?:e|sono|vive|vivo|abito|abita|lavoro|lavora|si)\b|come (?:si|e|mi|ti|sta|stai)\b|quando (?:e|era|ho|hai|sara)\b|perche (?:e|ho|hai|non)\b|(?:dimmi|ricordami)\b|ti ricordi\b|ricordi\b|sai (?:chi|come|cosa|dove|quando)\b)/,
};

const PORTUGUESE: Language = {
  name: "Portuguese",
  stopWords: words(
    `o a os as um uma uns umas de do da dos das em no na nos nas ao aos e ou mas se entao que quem qual quais quando quanto
    quanta quantos quantas onde como por para com sem sobre eu tu voce ele ela nos voces eles elas me te lhe meu minha meus
    minhas teu tua seu sua seus suas nosso nossa este esta esse essa isto isso aquele aquela e sao era eram sou foi tem
    tenho tinha ha esta estao nao sim ja tambem muito mais`,
  ),
  opening:
    /^(?:(?:e|ola|oi|entao|ei) )*(?:(?:quem|qual|quais|quanto|quanta|quantos|quantas)\b|o que\b|que (?:dia|horas|tipo|cor)\b|por que\b|(?:onde|aonde) (?:e|fica|mora|moro|esta|vive|vivo|trabalho|trabalha)\b|como (?:se|e|esta|me)\b|quando (?:e|foi|era|sera)\b|(?:diz me|me diz|me diga|diga me|lembra me|me lembra)\b|(?:voce )?(?:lembra|sabe) (?:se|quem|qual|como|onde|quando|o)\b)/,
};

const RUSSIAN: Language = {
  name: "Russian",
  stopWords: words(
    `и а но или если то так в во на у к ко по за из от до с со о об про для без я ты он она оно мы вы они меня тебя его ее нас
    вас их мне тебе ему еи нам вам им мои моя мое моего моеи моих моему твои твоя твое твоего твоеи свои своя наш наша ваш ваша этот эта
    это эти тот та те быть был была было были есть не нет да что кто какои какая какое какие каких как где куда откуда когда
    почему зачем сколько чеи чья чье ли же бы уже еще тоже очень`,
  ),
  opening:
    /^(?:(?:и|а|ну|так|привет|скажи) )*(?:кто|кого|кому|что|чего|како[ий]|какая|какое|какие|какого|как|где|куда|откуда|когда|почему|зачем|сколько|че[ий]|чья|чье|помнишь|напомни|скажи)(?: |$)/,
};

const ARABIC: Language = {
  name: "Arabic",
  stopWords: words(
    `في من على الى إلى عن مع و او أو ثم هو هي هم انا أنا انت أنت نحن هذا هذه ذلك تلك كان كانت يكون ما ماذا متى اين أين كيف
    لماذا كم هل اي أي لي لك له لها قد لا نعم ان أن التي الذي`,
  ),
  opening: /^(?:و)?(?:ما|ماذا|متى|اين|أين|كيف|لماذا|كم|هل|من (?:هو|هي)|أي|اي|هل تتذكر|ذكرني|قل لي)(?: |$)/,
};

/** Han characters that carry no subject; both Chinese and Japanese questions leave them out. */
const CHINESE: Language = {
  name: "Chinese",
  stopWords: words(
    "我 你 您 他 她 它 们 的 了 是 在 有 和 也 就 都 不 这 那 哪 谁 什 么 什么 怎 怎么 为 几 多 少 多少 吗 呢 吧 我的 你的 哪里 里 誰 什麼 麼 嗎 們 個 个 何",
  ),
  opening: /什么|什麼|谁|誰|哪|怎么|怎麼|怎样|为何|多少|几[个岁点时]|(?:吗|嗎|呢)\s*$|记得.*吗/,
};

const JAPANESE: Language = {
  name: "Japanese",
  stopWords: words(
    "です ます でした ました という といいます ている ています ください について なに なん だれ どこ いつ なぜ どう どの どれ どんな いくつ いくら ですか ますか でしたか ましたか たか んですか のは のですか は が を に の 何 誰 私 僕 私の 君",
  ),
  opening:
    /(?:か|かな|かしら|っけ)\s*$|(?:何(?![かもでと])|誰(?![かも])|どこ(?![かも])|いつ(?![かも])|なぜ|どうして|どんな|いくつ|いくら(?!で))/,
};

/** In the order in which a tie between them is decided. */
const LANGUAGES: readonly Language[] = [
  ENGLISH,
  GERMAN,
  FRENCH,
  SPANISH,
  ITALIAN,
  PORTUGUESE,
  RUSSIAN,
  ARABIC,
  CHINESE,
  JAPANESE,
];

/** The language most of whose small words occur; English when none do. Kana mean Japanese, Han without kana Chinese. */
export function languageOf(text: string, folded: readonly string[]): Language {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return JAPANESE;
  if (/\p{Script=Han}/u.test(text)) return CHINESE;
  let best = ENGLISH;
  let most = 0;
  for (const language of LANGUAGES) {
    let hits = 0;
    for (const word of folded) if (language.stopWords.has(word)) hits += 1;
    if (hits > most) {
      best = language;
      most = hits;
    }
  }
  return best;
}
