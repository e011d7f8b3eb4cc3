/** What the wording of a message says about whether it needs anything from before. */
export type RecallCues = {
  /** It speaks of the user and those around them. */
  own: boolean;
  /** It speaks of what was, was said or has changed. */
  past: boolean;
  /** It thanks, greets, wants the last reply in another form, or a text that it describes itself. */
  selfContained: boolean;
};

const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
const anyOf = (words: string) =>
  `${START}(?:${words.trim().split(/\s+/).join("|").replaceAll("_", " ")})${END}`;

const OWN = new RegExp(
  `${anyOf(`
    my mine our ours us we i i'm i've i'd myself
    mein meine[rnms]? unser unsere[rnms]? wir ich uns
    mon ma mes notre nos nous je j'ai
    mi mis nuestr[oa]s? yo nosotr[oa]s
    mio mia miei mie nostr[oaie] noi io
    meu minha meus minhas noss[oa]s? nós eu
    мо[йяеи] моего моей мои[хм]? мы я меня наш[аеи]? нас нам
  `)}|我|咱|私|僕|俺|うち(?=[のはが])|저는|제가|우리|عندي|لدي`,
  "iu",
);
const PAST = new RegExp(
  `${anyOf(`
    remember remind reminded earlier before previously ago did didn't was wasn't were weren't had said told mentioned decided
    agreed chose chosen promised planned last_time still already yet now currently latest newest final finally so_far used_to
    these_days at_present anymore any_more
    waren hatte[nst]? gesagt erzählt erwähnt beschlossen vereinbart damals vorhin noch inzwischen mittlerweile zuletzt bisher
    dit était étaient avait décidé rappelle souviens encore maintenant dernière?s?
    dije dijo dijimos fue era eran recuerdas recuérdame todavía ahora último última
    detto era ricordi ricordami ancora adesso ultim[oa]
    disse foi lembra ainda agora últim[oa]
    сказала? говорила? было?а?и? помнишь напомни уже ещё сейчас
  `)}|之前|上次|说过|記得|记得|还是|現在|现在|以前|前に|言った|覚えて|まだ|今は`,
  "iu",
);
const POLITE =
  "(?:(?:please|kindly|can you|could you|would you|will you|bitte|kannst du|könntest du|s'il te plaît|peux-tu|por favor|puedes|per favore|puoi|por favor|请|請)[, ]*)*";
const SELF_CONTAINED = new RegExp(
  `^[^\\p{L}\\p{N}]*${POLITE}(?:${anyOf(`
    thanks thank_you thx ty cheers ok okay k perfect great awesome nice cool wonderful lovely good_(?:morning|evening|night|afternoon)
    hi hello hey bye goodbye see_you lol haha wow yay sorry never_mind nevermind got_it sounds_good
    write draft compose generate invent give_me list explain translate convert summari[sz]e rewrite rephrase paraphrase
    reword shorten simplify expand calculate compute solve define describe continue go_on go_ahead keep_going shorter longer simpler
    tell_me_a tell_me_about_the make_(?:it|that|this) try_again once_more proofread correct_(?:this|the) name_(?:a|an|the|some|three|five|ten)
    danke vielen_dank super prima toll hallo guten_(?:morgen|tag|abend) tschüss kürzer länger weiter schreib schreibe
    übersetze erkläre formuliere fasse nenne berechne gib_mir erzähl
    merci parfait super bonjour bonsoir salut plus_(?:court|long) continue écris rédige traduis explique résume donne-moi raconte calcule
    gracias perfecto vale hola buenos_días más_(?:corto|breve|largo) hazlo sigue continúa escribe redacta traduce explica resume dame
    grazie perfetto ciao buongiorno più_(?:corto|breve) continua scrivi traduci spiega riassumi dammi
    obrigad[oa] perfeito olá bom_dia mais_curto continue escreva traduza explique resuma
    спасибо привет здравствуй(?:те)? короче продолжай напиши переведи объясни
    شكرا مرحبا
  `)}|谢谢|謝謝|好的|你好|继续|写|翻译|解释|短一点|简短|更短|ありがとう|こんにちは|おはよう|もっと|続けて|書いて|翻訳して|説明して|감사|고마워|안녕)`,
  "iu",
);

export function recallCues(text: string): RecallCues {
  const plain = text.slice(0, 2_000).normalize("NFKC").replaceAll("’", "'");
  return { own: OWN.test(plain), past: PAST.test(plain), selfContained: SELF_CONTAINED.test(plain) };
}
