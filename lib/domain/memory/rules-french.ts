import type { StatementRule } from "./statement";

const rule = (
  kind: StatementRule["kind"],
  pattern: RegExp,
  topic: string | null,
  not?: true,
): StatementRule => ({ kind, pattern, topic, ...(not === undefined ? {} : { not }) });

/** French. */
export const FRENCH_RULES: readonly StatementRule[] = [
  rule(
    "instruction",
    /^(?:(?:désormais|dorénavant|à partir de maintenant|à l['’]avenir|toujours|ne \p{L}+ (?:jamais|plus jamais))(?:,)? ?)(?<value>.*(?:répon|utilis|écri|parl|tutoi|vouvoi|appell|donn|expliqu|garde|fais|évit|ajout).*)$/iu,
    null,
  ),
  rule(
    "instruction",
    /^(?:réponds|répondez|utilise[z]?|écris|écrivez|parle[z]?|tutoie|explique[z]?|donne[z]?)(?:-\p{L}+)?\b.*\b(?:toujours|désormais|jamais|dorénavant)\b.*$/iu,
    null,
  ),
  rule("instruction", /^(?:appelle|appelez)-moi (?<value>.+)$/iu, "nickname"),
  rule("fact", /^(?:je m['’]appelle|mon (?:nom|prénom) est) (?<value>.+)$/iu, "name"),
  rule(
    "fact",
    /^(?:j['’](?:habite|ai déménagé|ai emménagé)|je (?:vis|réside|suis installée?|viens de déménager)|nous habitons)(?: maintenant| désormais| actuellement)? (?:à|en|au|aux|dans|près de|sur) (?<value>.+)$/iu,
    "home",
  ),
  rule("fact", /^je (?:viens|suis originaire) d(?:e |['’]|u |es )(?<value>.+)$/iu, "origin"),
  rule("fact", /^(?:je suis née? le|mon anniversaire (?:est|tombe)(?: le)?) (?<value>.+)$/iu, "birthday"),
  rule(
    "fact",
    /^je travaille (?:maintenant |actuellement )?(?:chez|pour|à la|à l['’]|au) ?(?<value>.+)$/iu,
    "employer",
  ),
  rule(
    "fact",
    /^(?:je travaille comme|je suis) (?<value>(?:ingénieur|professeur|médecin|avocat|développeu|infirmi|étudiant|architecte|enseignant|cuisini|journaliste|retrait|graphiste|designer|chercheu)\p{L}*.*)$/iu,
    "occupation",
  ),
  rule("fact", /^j['’]ai (?<value>\d{1,3}) ans\b.*$/iu, "age"),
  rule(
    "preference",
    /^je suis (?:maintenant |devenue? )?(?<value>végétarienne?|végane?|vegan|végétalienne?)\b.*$/iu,
    "diet",
  ),
  rule("fact", /^je ne suis (?:pas|plus) allergique (?:à|aux|au) (?<value>.+)$/iu, "allergy $value", true),
  rule("fact", /^(?:je suis|j['’]ai une) allergi(?:que|e) (?:à|aux|au) (?<value>.+)$/iu, "allergy $value"),
  rule(
    "preference",
    /^(?:mon|ma|mes) (?<subject>[\p{L} ]{2,30} préférée?s?) (?:est|sont|c['’]est) (?<value>.+)$/iu,
    "$subject",
  ),
  rule("preference", /^je préfère (?<value>.+)$/iu, "prefer $head"),
  rule(
    "preference",
    /^(?:je n['’]aime (?:pas|plus)|je (?:déteste|ne mange pas|ne bois pas|ne supporte pas)) (?<value>.+)$/iu,
    "taste $value",
    true,
  ),
  rule("preference", /^j['’](?:aime|adore)(?! savoir)(?: beaucoup| bien)? (?<value>.+)$/iu, "taste $value"),
  rule(
    "question",
    /^(?:question ouverte|il (?:nous |me )?reste à (?:décider|clarifier)|(?:je ne sais|on ne sait) pas encore|pas encore (?:décidé|clair))\b.*$/iu,
    null,
  ),
  rule(
    "decision",
    /^(?:(?:on a|nous avons|j['’]ai) (?:finalement )?(?:décidé|choisi|opté)|la décision est|on (?:part sur|garde))\b.*$/iu,
    null,
  ),
  rule(
    "goal",
    /^(?:(?:mon|notre) (?:objectif|but) est|(?:je|nous) (?:veux|voulons|voudrais|prévois|prévoyons|compte|souhaite)(?! savoir| comprendre| que tu)) (?:de |d['’])?(?<value>.+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^(?:mon|ma|mes|notre|nos) (?<subject>[\p{L} '’-]{2,40}?) s['’]appelle(?:nt)? (?<value>.+)$/iu,
    "name $subject",
  ),
  rule(
    "fact",
    /^(?:mon|ma|mes|notre|nos) (?!(?:question|problème|erreur|idée|code)\b)(?<subject>[\p{L}\p{N} '’-]{2,50}?) (?:est|sont|était|habite|travaille) (?:maintenant |le )?(?<value>.+)$/iu,
    "$subject",
  ),
  rule(
    "fact",
    /^(?:j['’]ai|nous avons) (?!(?:une? |des )?(?:question|problème|idée|besoin|doute|erreur)|\p{L}+é\b)(?<value>(?:une?|deux|trois|quatre|cinq|\d+) .+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^je (?:parle|joue|étudie|conduis|enseigne|apprends|possède|collectionne) (?<value>.+)$/iu,
    null,
  ),
];
