import { readingOf } from "./language-of-words";
import { wordsIn } from "./words-in";

/** What the wording of a message says about whether it needs anything from before. */
export type RecallCues = {
  /** It speaks of the user and those around them. */
  own: boolean;
  /** It speaks of what was, was said or has changed. */
  past: boolean;
  /** It thanks or greets, wants the last reply in another form, or asks for a text that it describes itself. */
  selfContained: boolean;
};

const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
/** One of these words or phrases (an underscore is a space), as a whole. */
const anyOf = (words: string) =>
  `${START}(?:${words.trim().split(/\s+/).join("|").replaceAll("_", "\\s+")})${END}`;

const OWN = new RegExp(
  `${anyOf(`
    my mine our ours us we i i'm i've i'd myself
    mein meine[rnms]? unser unsere[rnms]? wir ich uns
    mon ma mes notre nos nous je j'ai
    mis nuestr[oa]s? yo nosotr[oa]s
    mio mia miei mie nostr[oaie] noi io
    meu minha meus minhas noss[oa]s? nós eu
    мо[йяеи] моего моей мои[хм]? мы я меня наш[аеи]? нас
  `)}|我(?!们?写|做)|咱|(?<![隐隱自公])私(?![立人有营營密鉄服物])|僕|俺|うち(?=[のはが])|저는|제가|우리|عندي|لدي`,
  "iu",
);
/** "My" in Spanish, and nobody's own in Italian. */
const MI = new RegExp(anyOf("mi"), "iu");
/** "How do I boil an egg?" asks for anybody. */
const ANYBODY = new RegExp(`${START}how (?:do|can|should|would|could|does) (?:i|we|you|one)${END}`, "giu");

const PAST = new RegExp(
  `${anyOf(`
    remember remind(?:ed)? earlier before previously did didn't wasn't were weren't had said told mentioned decided
    agreed chose chosen promised planned last_time still already yet now currently latest newest final finally so_far used_to
    these_days at_present anymore any_more
    waren hatte[nst]? gesagt erzählt erwähnt beschlossen vereinbart damals vorhin noch inzwischen mittlerweile zuletzt bisher
    dit était étaient avait décidé rappelle souviens encore maintenant dernière?s?
    dije dijo dijimos fue era eran recuerdas recuérdame todavía ahora última último
    detto era ricordi ricordami ancora adesso ultim[oa]
    disse foi lembra ainda agora últim[oa]
    сказала? говорила? был[аио]? помнишь напомни уже ещё сейчас
  `)}|之前|上次|说过|記得|记得|还是|現在|现在|以前|前に|言った|覚えて|まだ|今は`,
  "iu",
);

/** In German it asks what something is. */
const WAS = new RegExp(anyOf("was"), "iu");

/** Short words between people who need nothing. */
const CIVIL = new RegExp(
  `${anyOf(`
    thanks thank_you thx ty cheers no_worries no_problem all_good that's_all that_is_all got_it makes_sense good_job well_done
    good_(?:morning|evening|night|afternoon) how_are_you see_you bye goodbye never_mind nevermind sounds_good never_mind haha lol
    danke vielen_dank passt alles_klar verstanden tschüss guten_(?:morgen|tag|abend)
    merci bonjour bonsoir bonne_(?:nuit|journée) d'accord parfait
    gracias perfecto buenos_días buenas_(?:tardes|noches) de_nada
    grazie perfetto buongiorno buonasera va_bene
    obrigad[oa] perfeito bom_dia boa_noite
    спасибо привет понятно хорошо شكرا مرحبا
  `)}|谢谢|謝謝|多谢|好的|明白了|你好|再见|ありがとう|了解|こんにちは|おはよう|お疲れ|감사|고마워|안녕`,
  "iu",
);
const MOST_CIVIL = 60;

/** What is asked of a text: by what it begins with. "Name of", "list of" and their like are no verbs. */
const TASK = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:(?:please|kindly|now|and|then|ok(?:ay)?|great|cool|nice|can you|could you|would you|will you|bitte|kannst du|könntest du|s'il te plaît|peux-tu|por favor|puedes|per favore|puoi|请|請|帮我|幫我)[, ]*)*(?:${anyOf(`
    thx ok okay k perfect great awesome nice cool wonderful lovely hi hello hey haha wow yay sorry lol
    write draft compose generate invent create give list name suggest recommend explain translate convert summari[sz]e rewrite
    rephrase paraphrase reword shorten simplify expand elaborate calculate compute solve define describe continue implement sort fix
    proofread correct format turn put use add remove drop replace make pretend imagine act roll flip pick count spell outline
    compare classify refactor debug optimi[sz]e design brainstorm try_again once_more go_on go_ahead keep_going
    shorter longer simpler less more tell_me_(?:a|an|something) what_rhymes the_same
    danke super prima toll hallo kürzer länger weiter schreib(?:e)? übersetze erkläre formuliere fasse nenne berechne gib erzähl
    mach_(?:es|das) zähle
    super salut plus_(?:court|long) continue écris rédige traduis explique résume donne(?:-moi)? raconte calcule cite fais
    vale hola más_(?:corto|breve|largo) hazlo sigue continúa escribe redacta traduce explica resume dame cuenta
    ciao più_(?:corto|breve) continua scrivi traduci spiega riassumi dammi
    olá mais_curto continue escreva traduza explique resuma
    короче продолжай напиши переведи объясни расскажи
  `)}(?!\\s+of${END})|继续|写(?!真|\\p{Script=Hiragana})|翻译|解释|短一点|简短|更短|总结|もっと|続けて|書いて|翻訳|説明して)`,
  "iu",
);
/** Another form of what was just said. */
const FORM = new RegExp(
  `${anyOf(`
    bullet_points? a_bit_(?:shorter|longer|simpler) (?:more|less)_(?:formal|casual|detailed|detail|polite|concise) in_one_sentence
    (?:that|this|it)_(?:into|as)_(?:a|an|one) the_same_in the_(?:second|third|first|last)_(?:point|paragraph|sentence)
    kürzer länger formeller stichpunkte plus_court más_corto más_breve più_breve
  `)}|短く|短一点|简短`,
  "iu",
);

const LOOKED_AT = 2_000;

export function recallCues(text: string): RecallCues {
  const plain = text.slice(0, LOOKED_AT).normalize("NFKC").replaceAll(/[’‘]/gu, "'");
  const { language } = readingOf(plain, wordsIn(plain));
  const own = OWN.test(plain.replaceAll(ANYBODY, " ")) || (language === "Spanish" && MI.test(plain));
  const civil = plain.length <= MOST_CIVIL && CIVIL.test(plain) && !/[?？]/u.test(plain);
  return {
    own,
    past: PAST.test(plain) || (language !== "German" && WAS.test(plain)),
    selfContained: civil || TASK.test(plain) || FORM.test(plain),
  };
}
