import type { StatementRule } from "./statement";

const rule = (
  kind: StatementRule["kind"],
  pattern: RegExp,
  topic: string | null,
  not?: true,
): StatementRule => ({ kind, pattern, topic, ...(not === undefined ? {} : { not }) });

/** Spanish. */
export const SPANISH_RULES: readonly StatementRule[] = [
  rule(
    "instruction",
    /^(?:(?:a partir de ahora|de ahora en adelante|en adelante|siempre|nunca|jamás)(?:,)? )+(?<value>.*(?:respond|usa|use|utili|escrib|habl|llám|tut[eé]|da(?:me)?|explic|mantén|haz|evit|añad).*)$/iu,
    null,
  ),
  rule(
    "instruction",
    /^(?:responde|respóndeme|usa|utiliza|escribe|escríbeme|háblame|habla|explica|explícame)\b.*\b(?:siempre|nunca|a partir de ahora)\b.*$/iu,
    null,
  ),
  rule("instruction", /^(?:llámame|puedes llamarme) (?<value>.+)$/iu, "nickname"),
  rule("fact", /^(?:[Mm]e llamo|[Mm]i nombre es|[Ss]oy (?=\p{Lu}))\s?(?<value>.+)$/u, "name"),
  rule(
    "fact",
    /^(?:(?:yo )?(?:vivo|resido|vivimos|me (?:he )?mud(?:é|ado))(?: ahora| actualmente)? (?:en|a|cerca de)) (?<value>.+)$/iu,
    "home",
  ),
  rule("fact", /^(?:yo )?soy (?:originari[oa] )?de (?<value>.+)$/iu, "origin"),
  rule("fact", /^(?:nací el|mi cumpleaños es(?: el)?) (?<value>.+)$/iu, "birthday"),
  rule("fact", /^(?:yo )?trabajo (?:ahora |actualmente )?(?:en|para) (?<value>.+)$/iu, "employer"),
  rule(
    "fact",
    /^(?:trabajo (?:como|de)|soy) (?<value>(?:ingenier|profesor|médic|abogad|desarrollador|enfermer|estudiante|arquitect|maestr|cociner|periodista|diseñador|programador)\p{L}*.*)$/iu,
    "occupation",
  ),
  rule("fact", /^(?:yo )?tengo (?<value>\d{1,3}) años\b.*$/iu, "age"),
  rule("preference", /^(?:ahora )?soy (?<value>vegetarian[oa]|vegan[oa])\b.*$/iu, "diet"),
  rule(
    "fact",
    /^(?:ya )?no (?:soy|tengo) (?:alérgic[oa]|alergia) (?:a|al|a la|a los|a las) (?<value>.+)$/iu,
    "allergy $value",
    true,
  ),
  rule(
    "fact",
    /^(?:soy|tengo) (?:alérgic[oa]|alergia) (?:a|al|a la|a los|a las) (?<value>.+)$/iu,
    "allergy $value",
  ),
  rule(
    "preference",
    /^(?:mi|mis) (?<subject>[\p{L} ]{2,30} (?:favorit[oa]s?|preferid[oa]s?)) (?:es|son) (?:ahora )?(?<value>.+)$/iu,
    "$subject",
  ),
  rule("preference", /^(?:yo )?prefiero (?<value>.+)$/iu, "prefer $head"),
  rule(
    "preference",
    /^(?:(?:ya )?no me gustan? (?:nada )?|odio |detesto |no (?:como|bebo|tomo) )(?<value>.+)$/iu,
    "taste $value",
    true,
  ),
  rule(
    "preference",
    /^(?:(?:a mí )?me (?:gusta|gustan|encanta|encantan)(?: mucho)? )(?!saber)(?<value>.+)$/iu,
    "taste $value",
  ),
  rule(
    "question",
    /^(?:pregunta abierta|(?:todavía|aún) (?:tenemos que|hay que|no) (?:decidir|aclarar|sabemos|está claro|hemos decidido)|falta (?:decidir|aclarar))\b.*$/iu,
    null,
  ),
  rule(
    "decision",
    /^(?:(?:hemos|he) (?:decidido|elegido|acordado|optado)|decidimos|decidí|acordamos|elegimos|la decisión es|vamos a usar|nos quedamos con)(?![\p{L}]).*$/iu,
    null,
  ),
  rule(
    "goal",
    /^(?:(?:mi|nuestro) objetivo es|(?:quiero|queremos|planeo|planeamos|pienso|espero)(?! (?:saber|que|preguntar|entender)\b)) (?<value>.+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^(?:mi|mis|nuestr[oa]s?) (?<subject>[\p{L} ]{2,40}?) se llaman? (?<value>.+)$/iu,
    "name $subject",
  ),
  rule(
    "fact",
    /^(?:mi|mis|nuestr[oa]s?) (?!(?:pregunta|problema|error|idea|código)\b)(?<subject>[\p{L}\p{N} ]{2,50}?) (?:es|son|está|están|era|vive|trabaja) (?:ahora |el )?(?<value>.+)$/iu,
    "$subject",
  ),
  rule(
    "fact",
    /^(?:yo )?(?:tengo|tenemos) (?!(?:una? |un par de )?(?:pregunta|problema|idea|duda|error)|que\b)(?<value>(?:una?|dos|tres|cuatro|cinco|\d+) .+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^(?:yo )?(?:hablo|juego|estudio|conduzco|enseño|aprendo|colecciono|toco) (?<value>.+)$/iu,
    null,
  ),
];

/** The commonest forms of Italian, Portuguese and Russian. */
export const MORE_RULES: readonly StatementRule[] = [
  rule(
    "fact",
    /^(?:mi chiamo|il mio nome è|(?:eu )?me chamo|o? ?meu nome é|меня зовут|моё имя) (?<value>.+)$/iu,
    "name",
  ),
  rule(
    "fact",
    /^(?:(?:io )?(?:abito|vivo|mi sono trasferit[oa]) (?:a|in|ad)|(?:eu )?(?:moro|vivo|me mudei) (?:em|no|na|para)|я (?:живу|переехала?) (?:в|на)) (?<value>.+)$/iu,
    "home",
  ),
  rule(
    "fact",
    /^(?:(?:io )?lavoro (?:per|presso|in|da)|(?:eu )?trabalho (?:na|no|em|para)|я работаю (?:в|на)) (?<value>.+)$/iu,
    "employer",
  ),
  rule(
    "fact",
    /^(?:sono allergic[oa] (?:a|al|alla|alle|ai)|(?:eu )?sou alérgic[oa] (?:a|ao|à)|у меня аллергия на) (?<value>.+)$/iu,
    "allergy $value",
  ),
  rule("preference", /^(?:preferisco|(?:eu )?prefiro|я предпочитаю) (?<value>.+)$/iu, "prefer $head"),
  rule(
    "preference",
    /^(?:non mi piac(?:e|ciono)|odio|(?:eu )?não gosto de|я (?:не люблю|ненавижу)|мне не нравится) (?<value>.+)$/iu,
    "taste $value",
    true,
  ),
  rule(
    "preference",
    /^(?:mi piac(?:e|ciono)|adoro|(?:eu )?(?:gosto de|adoro)|я (?:очень )?люблю|мне нравится) (?<value>.+)$/iu,
    "taste $value",
  ),
  rule(
    "instruction",
    /^(?:d['’]ora in poi|sempre|de agora em diante|a partir de agora|отныне|впредь|всегда),? (?<value>(?:rispond|us|scriv|parl|respond|escrev|fal|отвечай|пиши|используй|говори).*)$/iu,
    null,
  ),
  rule(
    "decision",
    /^(?:abbiamo deciso|ho deciso|decidimos|decidi|мы решили|я решила?)(?![\p{L}]) ?(?<value>.+)$/iu,
    null,
  ),
  rule(
    "fact",
    /^(?:il mio|la mia|o meu|a minha|мой|моя|моё|мои) (?<subject>[\p{L} ]{2,40}?) (?:si chiama|è|se chama|é|зовут|это|[—–-]) (?<value>.+)$/iu,
    "$subject",
  ),
];
