import type { StatementRule } from "./statement";

const AM = "(?:i am|i['’]m|i was)";
const NOW =
  "(?:now |actually |currently |just |recently |really |still |also |finally |definitely |usually |mostly )*";
/** What "my … is" says of the moment, not of a life. */
const PASSING =
  "(?!(?:next |last |first |other |main |second |only |big |biggest |real )?(?:question|point|problem|issue|guess|concern|answer|code|error|bug|idea|understanding|apolog\\w*|bad|request|task|prompt|message|mistake|thought|doubt|feeling|impression|hope|suggestion|thing)s?\\b)";
const ASKING =
  "(?!(?:know|ask|see|understand|hear|say|tell|thank|learn (?:more|about)|be clear|check|confirm)\\b)";

const rule = (
  kind: StatementRule["kind"],
  pattern: string,
  topic: string | null,
  not?: true,
): StatementRule => ({
  kind,
  pattern: new RegExp(pattern, "isu"),
  topic,
  ...(not === undefined ? {} : { not }),
});

/** The first that fits decides. */
export const ENGLISH_RULES: readonly StatementRule[] = [
  // Instructions for all answers to come.
  rule(
    "instruction",
    "^(?:please,? )?(?:(?:always|never|from now on|going forward|in (?:the )?future|whenever|each time|every time),? (?:please )?)+(?:use|answer|reply|respond|write|speak|talk|call|give|keep|format|explain|show|tell|include|add|avoid|start|end|put|convert|quote|cite|mention|ask|be|say|do|make|address|assume|treat|remind|suggest|refer|sign|i (?:ask|want|need|say)|when|you)\\b.* in (?<value>english|german|french|spanish|italian|portuguese|dutch|russian|polish|chinese|japanese|korean|turkish|arabic|hindi|swedish)\\b.*$",
    "answer language",
  ),
  rule(
    "instruction",
    "^(?:please,? )?(?:(?:always|from now on),? (?:please )?)+(?:use|give|write)\\b.*\\b(?<value>metric|imperial|celsius|fahrenheit|kilomet(?:re|er)s|miles)\\b.*$",
    "units",
  ),
  rule(
    "instruction",
    "^(?:please,? )?(?:always|never|from now on|going forward|in (?:the )?future|whenever|each time|every time|don['’]t ever|do not ever)(?: always| never)?,? (?!(?:mind|again|been|had|was|we|my|our|he|she|they|it|the|an?|in|on|at|say never|i (?:was|am|have|had|will|can|could|would|think|feel|got|get))\\b)(?<value>[\\p{L}'’]+ .+)$",
    null,
  ),
  rule(
    "instruction",
    "^(?:please )?(?:keep|make) (?:your |all |all your )?(?:answers|replies|responses|explanations) (?<value>.+)$",
    "answer style",
  ),
  rule(
    "instruction",
    "^(?:please )?(?<value>(?:use|answer|reply|respond|write|speak|talk|give|keep|format|explain|include|add|avoid|convert|cite|be|don['’]t|do not|stop)\\b.+),? (?:from now on|always|in (?:the )?future|going forward|every time)$",
    null,
  ),
  rule("instruction", "^(?:please )?(?:just )?(?:you can )?call me (?<value>.+)$", "nickname"),
  // Who and where.
  rule(
    "fact",
    `^(?:my (?:full |first |last )?name['’]?s? (?:is )?|i['’]m called |i am called )${NOW}(?<value>.+)$`,
    "name",
  ),
  rule(
    "fact",
    `^(?:i (?:am |['’]m )?${NOW}(?:live|living|reside|moved|have moved|relocated|am based|am living|settled)|i['’]m ${NOW}(?:living|based)|we ${NOW}(?:live|moved))(?: back)? (?:in|to|at|near|on|from) (?<value>.+)$`,
    "home",
  ),
  rule("fact", "^i (?:don['’]t|do not|no longer) live (?:in|at|near) (?<value>.+)$", "home", true),
  rule("fact", `^${AM} ${NOW}(?:originally )?from (?<value>.+)$`, "origin"),
  rule("fact", "^(?:i was born on|my birthday(?:['’]s| is| falls)(?: on)?) (?<value>.+)$", "birthday"),
  rule("fact", "^i was born in (?<value>(?!\\d).+)$", "birthplace"),
  rule(
    "fact",
    `^(?:i ${NOW}work|i['’]m ${NOW}working|i am ${NOW}working|i got a job|i (?:have )?started(?: working)?|i joined) (?:at|for|with) (?<value>.+)$`,
    "employer",
  ),
  rule("fact", `^i ${NOW}work as (?:an? )?(?<value>.+)$`, "occupation"),
  rule("fact", `^${AM} ${NOW}(?<value>\\d{1,3}(?: years old)?)[.!]?$`, "age"),
  rule(
    "preference",
    `^${AM} ${NOW}(?:an? )?(?<value>vegetarian|vegan|pescatarian|omnivore|meat[- ]eater)\\b.*$`,
    "diet",
  ),
  rule(
    "fact",
    `^(?:${AM} (?:not|no longer) |i (?:don['’]t|do not) have an? )(?:allerg(?:ic|y) to) (?<value>.+)$`,
    "allergy $value",
    true,
  ),
  rule(
    "fact",
    `^(?:${AM} ${NOW}|i have an? )(?:severely |very )?(?:allerg(?:ic|y) to) (?<value>.+)$`,
    "allergy $value",
  ),
  rule(
    "fact",
    `^${AM} ${NOW}(?:lactose[- ]intolerant|gluten[- ]free|c(?:o)?eliac|diabetic|asthmatic|pregnant|left[- ]handed|right[- ]handed|colou?r[- ]?blind|deaf|blind|dyslexic|married|engaged|single|divorced|retired|widowed)\\b.*$`,
    null,
  ),
  // Likes and dislikes.
  rule(
    "preference",
    `^my (?:all-time )?(?<subject>favou?rite [\\p{L} -]{2,40}?) (?:is|are|was|(?:has )?changed to|became) ${NOW}(?<value>.+)$`,
    "$subject",
  ),
  rule(
    "preference",
    "^(?<value>.{2,60}?) (?:is|are) my (?:all-time )?(?<subject>favou?rite [\\p{L} -]{2,40}?)[.!]?$",
    "$subject",
  ),
  rule(
    "preference",
    `^(?:i|we) (?:${NOW}prefer|would rather have|['’]d rather have) (?<value>.+?) (?:to|over|instead of|rather than) (?<subject>.+)$`,
    "prefer $value $subject",
  ),
  rule(
    "preference",
    `^(?:i|we) (?:(?:don['’]t|do not|no longer|never|didn['’]t) (?:really |particularly |much |even )?(?:like|love|enjoy|eat|drink|want|use)|${NOW}(?:hate|dislike|detest|can['’]t stand|cannot stand|avoid|loathe))(?! to (?:know|ask)\\b) (?<value>.+)$`,
    "taste $value",
    true,
  ),
  rule("preference", `^(?:i|we)(?:['’]d)? ${NOW}(?:prefer) (?<value>.+)$`, "prefer $head"),
  rule(
    "preference",
    `^(?:i|we) (?:${NOW}|absolutely |truly |very much )?(?:like|love|enjoy|adore)(?! (?:to know|to ask|how|it|this|that|your?)\\b) (?<value>.+)$`,
    "taste $value",
  ),
  rule("preference", `^${AM} ${NOW}an? (?:big |huge |great )?fan of (?<value>.+)$`, "taste $value"),
  // Working entries of a conversation.
  rule(
    "question",
    "^(?:open question\\b|(?:we|i) (?:still )?(?:need|have) to (?:decide|clarify|find out|figure out)\\b|(?:it['’]s |i['’]m |we['’]re |i am |we are )?(?:still )?(?:not (?:yet )?(?:sure|clear|decided)|undecided|unsure)\\b).*(?:whether|if|who|what|when|where|which|how|:).*$",
    null,
  ),
  rule(
    "decision",
    "^(?:so,? )?(?:(?:we|i)(?: have|['’]ve)? (?:just |finally |now )?(?:decided|agreed|chose|chosen|settled on|opted for|picked)|let['’]s (?:go with|use|stick with|switch to|adopt|drop)|(?:we|i)(?:['’]ll| will| are|['’]re| am|['’]m)(?: going to)? (?:go(?:ing)? with|use|stick(?:ing)? with|switch(?:ing)? to|adopt(?:ing)?|drop(?:ping)?)|(?:the |our |final )decision(?: is|:)|it['’]s decided)\\b.+$",
    null,
  ),
  rule(
    "goal",
    `^(?:(?:my|our) (?:\\p{L}+ )?(?:goal|aim|plan|objective)(?: is|['’]s)(?: to)?|(?:i|we) (?:want|need|plan|intend|hope|aim|would like)(?! you) to ${ASKING}|(?:i|we)(?:['’]d) like to ${ASKING}|(?:i|we)(?:['’]m|['’]re| am| are) (?:planning|trying|aiming|hoping|going|preparing|training|saving)(?: up)? (?:to|for)|(?:i|we)(?:['’]m|['’]re| am| are) planning(?= an?\\b)) ?(?<value>.+)$`,
    null,
  ),
  // Facts about me and mine.
  rule(
    "fact",
    `^${PASSING}(?:the )?name of (?:my|our) (?<subject>[\\p{L}'’ -]{2,40}?) (?:is|was) ${NOW}(?<value>.+)$`,
    "name $subject",
  ),
  rule(
    "fact",
    `^(?:my|our) ${PASSING}(?<subject>[\\p{L}\\p{N}'’ -]{2,50}?)(?:['’]s name (?:is|was)| (?:is|are|was|were) (?:now )?(?:called|named)) ${NOW}(?<value>.+)$`,
    "name $subject",
  ),
  rule(
    "fact",
    `^(?:my|our) ${PASSING}(?<subject>[\\p{L}\\p{N}'’ -]{2,50}?) (?:lives?|moved|works?|studies|was born) (?<value>(?:in|at|for|to|as|on) .+)$`,
    null,
  ),
  rule(
    "fact",
    `^(?:my|our) ${PASSING}(?<subject>[\\p{L}\\p{N}'’. -]{2,50}?)(?: is| are| was| were| (?:has )?(?:changed|switched) to| became| has become)(?: (?:on|at|due))? (?:now |actually |currently |been moved to |moved to )?(?<value>.+)$`,
    "$subject",
  ),
  rule(
    "fact",
    `^(?:my|our) ${PASSING}(?<subject>[\\p{L}\\p{N}'’. -]{2,50}?) (?:has|have|had|starts?|started|leaves?|left|likes?|loves?|plays?|goes|went|died|retired|turns|turned|owns?|speaks?|hates?|needs?|runs?|costs?|arrives?|begins?|ends?|opens?|closes?|expires?|comes?|takes?|uses?|teaches|wants?|eats?|drinks?|drives?|weighs?|graduated|got) (?<value>.+)$`,
    null,
  ),
  rule(
    "fact",
    "^i (?:no longer work|don['’]t work|do not work|stopped working|quit(?: my job)?|used to work) (?:at|for) (?<value>[^;,]+)$",
    "employer",
    true,
  ),
  rule(
    "fact",
    "^i(?:['’]ve| have)? (?:been (?:learning|studying|working|living|playing|writing|building|running|training|taking|using)|quit|gave up|given up|stopped|started|switched to|took up|taken up)(?! to (?:work|feel)) (?<value>.+)$",
    null,
  ),
  rule(
    "fact",
    "^(?:i|we)(?:['’]ve| have)? (?:have|got|had|own|bought|adopted|keep)(?! (?:an?|some|the|no|any|one|another|to|been|a few) ?(?:question|problem|issue|idea|feeling|doubt|look|bug|error|request|favou?r|go|try|minute|moment|suggestion|concern)s?\\b)(?! (?:to|been|no idea|your?)\\b) (?<value>.+)$",
    null,
  ),
  rule(
    "fact",
    `^(?:i|we) (?:${NOW}|always |never |only )?(?:speak|study|studied|graduated|drive|play|teach|taught|run|ride|grew up|got married|married|wear|commute|practi[sc]e|volunteer|collect|use|take|wake up|get up|go to|train|meditate|eat|drink|cook|sleep|weigh|earn|travel|travelled|visited|met|know|learned|learnt|am learning|started learning|went|spent|completed|finished|won|ran|bake|garden|paint|read every|swim|sing)\\b (?<value>.+)$`,
    null,
  ),
  rule(
    "fact",
    `^${AM} ${NOW}(?:married to|engaged to|the (?:owner|founder|ceo|head|mother|father|author) of|allergic|responsible for|in charge of|learning|studying) (?<value>.+)$`,
    null,
  ),
  rule(
    "fact",
    `^${AM} ${NOW}an? (?!bit\\b|little\\b|lot\\b|few\\b|tad\\b|mess\\b|kind\\b|sort\\b|while\\b|big fan\\b)(?<value>.+)$`,
    "occupation",
  ),
];

/** Facts about things, which are kept where they say something that can be checked: a number, a date or a name. */
export const ENGLISH_THINGS: readonly StatementRule[] = [
  rule(
    "fact",
    "^(?<subject>(?:the|our|\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+)?['’]s?) [\\p{L}\\p{N}'’ -]{2,60}?) (?:has been moved to|have been moved to|was moved to|is moved to|has (?:now )?changed to|was changed to|is (?:now |scheduled for |set for |planned for |due (?:on|by )?|on |at |called |named )*|are (?:now )?|was |will be (?:on |at )?|takes place (?:on|in|at) |starts (?:on|at) |ends (?:on|at) |costs |runs on |leaves (?:at|on) |expires (?:on|in)?)\\s*(?<value>.+)$",
    "$subject",
  ),
  rule(
    "fact",
    "^(?:i|we)(?:['’]ve| have|['’]re|['’]m| are| am)? (?:got )?(?:an? |the |my |our )?(?<subject>(?:[\\p{L}-]+ ){0,2}(?:meeting|appointment|exam|interview|flight|trip|wedding|deadline|dinner|lunch|concert|conference|surgery|vacation|holiday|date|game|race|party)(?: (?:with|to|at|for|of) [\\p{L} ]{2,30}?)?) (?:is |was |will be |on |at )+(?<value>.+)$",
    "$subject",
  ),
  rule(
    "fact",
    "^(?:i|we|my [\\p{L} ]{2,30})(?:['’]m|['’]re| am| are| is|['’]ll| will)? (?:flying|fly|travelling|traveling|leaving|leave|going|moving|starting|start|meeting|seeing|arriving|visiting|getting married)\\b(?<value>.+)$",
    null,
  ),
];
