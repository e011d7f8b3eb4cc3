import type { StatementRule } from "./statement";

const rule = (
  kind: StatementRule["kind"],
  pattern: RegExp,
  topic: string | null,
  not?: true,
): StatementRule => ({ kind, pattern, topic, ...(not === undefined ? {} : { not }) });

/** German. */
export const GERMAN_RULES: readonly StatementRule[] = [
  rule(
    "instruction",
    /^(?:bitte )?(?:(?:ab (?:jetzt|sofort)|von nun an|künftig|zukünftig|in zukunft|immer|nie(?:mals)?|jedes mal)(?:,)? )+(?<value>.*(?:antwort|schreib|nutz|benutz|verwend|sprich|rede|nenn|sag|gib|erklär|zeig|duz|siez|halt|fass|mach|füg|vermeid|auf deutsch|auf englisch).*)$/iu,
    null,
  ),
  rule(
    "instruction",
    /^(?:bitte )?(?:antworte?|schreibe?|nutze?|benutze?|verwende?|sprich|nenn|duze?|sieze?|erkläre?|halte?)\b.*\b(?:immer|nie|niemals|stets|künftig|ab jetzt|in zukunft)\b.*$/iu,
    null,
  ),
  rule("instruction", /^(?:bitte )?nenn(?:e|t)? mich (?:bitte )?(?<value>.+)$/iu, "nickname"),
  rule("fact", /^(?:ich hei(?:ß|ss)e|mein (?:name|vorname|nachname) (?:ist|lautet)) (?<value>.+)$/iu, "name"),
  rule(
    "fact",
    /^(?:ich (?:wohne|lebe|bin) (?:jetzt |inzwischen |seit \p{L}+ )?(?:in|bei|nach|auf) )(?<value>.+?)(?: gezogen| umgezogen)?[.!]?$/iu,
    "home",
  ),
  rule("fact", /^ich (?:bin|komme) (?:ursprünglich )?aus (?<value>.+)$/iu, "origin"),
  rule(
    "fact",
    /^(?:ich bin am (?<value>.+?) geboren|mein geburtstag ist (?:am )?(?<value2>.+))[.!]?$/iu,
    "birthday",
  ),
  rule(
    "fact",
    /^ich (?:arbeite|bin angestellt) (?:jetzt |inzwischen )?(?:bei|für) (?<value>.+)$/iu,
    "employer",
  ),
  rule("fact", /^ich arbeite (?:jetzt )?als (?<value>.+)$/iu, "occupation"),
  rule("fact", /^ich bin (?:jetzt )?(?<value>\d{1,3})(?: jahre alt)?[.!]?$/iu, "age"),
  rule(
    "preference",
    /^ich bin (?:jetzt )?(?<value>vegetarier(?:in)?|veganer(?:in)?|vegan|vegetarisch)\b.*$/iu,
    "diet",
  ),
  rule(
    "fact",
    /^ich bin (?:nicht|nicht mehr) allergisch (?:gegen|auf) (?<value>.+)$/iu,
    "allergy $value",
    true,
  ),
  rule(
    "fact",
    /^ich (?:bin allergisch|habe eine allergie|reagiere allergisch) (?:gegen|auf) (?<value>.+)$/iu,
    "allergy $value",
  ),
  rule(
    "preference",
    /^(?:mein[e]?|unser[e]?) (?<subject>lieblings\p{L}+) (?:ist|sind) (?:jetzt )?(?<value>.+)$/iu,
    "$subject",
  ),
  rule("preference", /^ich (?:bevorzuge|ziehe) (?<value>.+?)(?: vor)?[.!]?$/iu, "prefer $head"),
  rule(
    "preference",
    /^ich (?:mag|esse|trinke|will|benutze) (?<value>.+? nicht(?: mehr)?(?: so)?(?: gerne?)?|kein\p{L}* .+)[.!]?$|^ich (?:hasse|verabscheue) (?<value2>.+)$/iu,
    "taste $value",
    true,
  ),
  rule(
    "preference",
    /^ich (?:mag|liebe|esse (?:sehr )?gerne?|trinke (?:sehr )?gerne?|\p{L}+ am liebsten) (?<value>.+)$/iu,
    "taste $value",
  ),
  rule(
    "question",
    /^(?:offene frage|wir müssen noch (?:entscheiden|klären)|noch offen|(?:es ist |ich bin )?noch (?:nicht (?:sicher|klar|entschieden)|unklar|offen))\b.*$/iu,
    null,
  ),
  rule(
    "decision",
    /^(?:(?:wir|ich) (?:haben?|hab) (?:uns |mich )?.*(?:entschieden|beschlossen|geeinigt)|wir (?:nehmen|bleiben bei|wechseln zu|einigen uns)|die entscheidung)\b.*$/iu,
    null,
  ),
  rule(
    "goal",
    /^(?:(?:mein|unser) ziel ist|(?:ich|wir) (?:will|wollen|möchte|möchten|plane|planen|habe vor|haben vor)(?! (?:wissen|fragen|gern wissen)\b)) (?<value>(?!.*\b(?:wissen|fragen|verstehen)[.!]?$).+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^(?:der name mein(?:e[srn]?)? (?<subject>[\p{L} -]{2,40}?) (?:ist|lautet)) (?<value>.+)$/iu,
    "name $subject",
  ),
  rule(
    "fact",
    /^(?:mein|unser)(?:e)? (?<subject>[\p{L} -]{2,40}?) (?:heißt|heisst|heißen) (?<value>.+)$/iu,
    "name $subject",
  ),
  rule(
    "fact",
    /^(?:mein|unser)(?:e)? (?!(?:frage|problem|fehler|idee|code|vermutung)\b)(?<subject>[\p{L}\p{N} -]{2,50}?) (?:ist|sind|war|liegt|lautet|wohnt|arbeitet)(?: (?:am|jetzt))? (?<value>.+)$/iu,
    "$subject",
  ),
  rule(
    "fact",
    /^(?:ich|wir) (?:habe|haben) (?!(?:eine? |ein paar )?(?:frage|problem|idee|bitte|fehler)|\p{L}+ nicht verstanden)(?<value>(?:eine?n?|zwei|drei|vier|fünf|\d+) .+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^(?:ich|wir) (?:spreche|spiele|studiere|fahre|unterrichte|lerne|besitze|sammle|bin verheiratet|sprechen|spielen) ?(?<value>.+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^ich bin (?:eine? )?(?<value>\p{Lu}\p{L}{3,}(?:in|er|ist|eur|or|ent|ant)?(?: (?:von beruf|bei|in|für) .+)?)[.!]?$/u,
    "occupation",
  ),
];
