/** The words of a request to remember, and what is to be remembered as the group `rest`. One or more for each language. */
const REQUESTS: readonly RegExp[] = [
  /^(?:(?:please|also|and|so|oh|ok(?:ay)?|hey|btw|by the way|actually|just|(?:can|could|would|will) you|i(?:['’]d| would) like you to|i want you to)[,!]?\s+)*(?:remember|don['’]t (?:ever )?forget|do not (?:ever )?forget|never forget|keep in mind|bear in mind|memori[sz]e|make a note|take note|(?:please )?note (?=that\b|[:–-])|note(?=\s*:))(?:,? please)?(?:\s+(?:for (?:me|later|the future|next time|future chats)|these (?:things|facts|points)|(?:some|a few) (?:things|facts)|this|these|the following|forever|from now on|about me))*(?:\s*[:,–-]\s*|\s+)(?:that\s+|of this:\s*|of:?\s+)?(?<rest>.+)$/isu,
  /^(?:(?:please|also|and|can you|could you)[,]?\s+)*(?:save|store|add|put|keep|write)\s+(?:(?:this|that|it|the following|down)\s+)?(?:to|in|into)\s+(?:your |my |the |long-term )*memory\s*[:,–-]?\s*(?:that\s+)?(?<rest>.+)$/isu,
  /^(?:just )?(?:for (?:future reference|the record|next time)|reminder|quick note|note to remember)\s*[,:]\s*(?<rest>.+)$/isu,
  /^(?:(?:bitte|also|und|ach|übrigens|kannst du(?: bitte)?|könntest du)[,]?\s+)*(?:merke?,? dir|merken sie sich|merke?:|dir(?: bitte)? merken|vergiss (?:bitte )?nicht|vergessen sie (?:bitte )?nicht|denke? (?:bitte )?(?:dran|daran)|behalte? (?:bitte )?im (?:kopf|gedächtnis)|notiere?(?: dir)?|speichere?|erinnere? dich(?: daran)?)(?:,? bitte)?\s*(?:[,:–-]\s*)?(?:dass\s+|folgendes:?\s+|das:\s*)?(?<rest>.+)$/isu,
  /^(?:(?:s['’]il te pla[iî]t|s['’]il vous pla[iî]t|et|alors|aussi|tu peux|peux-tu|pouvez-vous)[,]?\s+)*(?:souviens-toi|souvenez-vous|te souvenir|rappelle-toi|rappelez-vous|n['’]oublie(?:z)? (?:pas|jamais)|retiens|retenez|retenir|notez?(?: bien)?|prends? note|gardez? (?:bien )?en (?:tête|mémoire)|m[ée]morisez?)(?:,? s['’]il (?:te|vous) pla[iî]t)?\s*(?:[,:–-]\s*)?(?:bien\s+)?(?:que\s+|qu['’]|de\s+|ceci\s*:\s*)?(?<rest>.+)$/isu,
  /^(?:(?:por favor|y|oye|también|puedes|podrías)[,]?\s+)*(?:recuerda|recuerde|recordar|acuérdate(?: de)?|no (?:te )?olvides|no olvide|ten (?:en cuenta|presente)|tenga en cuenta|anota|apunta|toma nota(?: de)?|memoriza|guarda(?: en (?:tu |la )?memoria)?)(?:,? por favor)?\s*(?:[,:–-]\s*)?(?:que\s+|esto\s*:\s*)?(?<rest>.+)$/isu,
  /^(?:(?:per favore|per piacere|e|puoi)[,]?\s+)*(?:ricorda(?:ti)?|ricordare|non dimenticare|tieni (?:a mente|presente)|annota|memorizza)\s*(?:[,:–-]\s*)?(?:che\s+|di\s+|questo\s*:\s*)?(?<rest>.+)$/isu,
  /^(?:(?:por favor|e|você pode)[,]?\s+)*(?:lembre-se|lembra-te|lembra|lembre|não (?:se )?esqueças?|tenha em mente|anote?|memorize)\s*(?:[,:–-]\s*)?(?:de\s+)?(?:que\s+|disto\s*:\s*)?(?<rest>.+)$/isu,
  /^(?:(?:пожалуйста|и)[,]?\s+)*(?:запомни(?:те)?|не забудь(?:те)?|не забывай(?:те)?|имей(?:те)? в виду|учти(?:те)?)(?:,? пожалуйста)?\s*(?:[,:–-]\s*)?(?:что\s+)?(?<rest>.+)$/isu,
  /^(?:请你?|請你?|麻烦你?|麻煩你?|帮我|幫我|你?要|也|能不能)*(?:牢牢|好好)?(?:记住|記住|记得|記得|记下|記下|记一下|記一下|记着|記著|别忘了?|別忘了?|不要忘记|不要忘記|不要忘了|牢记|牢記)[，,：:、\s]*(?<rest>.+)$/su,
  /^(?<rest>.+?)(?:という?こと|こと|の)?(?:を|と|って|は)?(?:ちゃんと|しっかり)?(?:覚えて(?:おいて|いて)?|おぼえて(?:おいて)?|記憶して(?:おいて)?|メモして(?:おいて)?|忘れないで)(?:ください|下さい|くれますか|ね|ほしい|欲しい)?(?:です)?[。！!]?$/su,
  /^(?:これを)?(?:覚えて(?:おいて)?|記憶して|メモして)(?:ください|下さい|ね)?[：:、。\s]+(?<rest>.+)$/su,
];

/** "Remember when we …" and "remember what I said" ask; they tell nothing. */
const ASKS_BACK =
  /^(?:when|how|what|which|who|whose|where|why|if|whether|me\b|us\b|anything|everything|wann|wie|was|wer|wo|warum|ob|quand|comment|quoi|ce que|où|pourquoi|si|cuando|cuándo|cómo|lo que|qué|quién|dónde|quando|come|cosa|chi|dove|когда|как|кто|где|我(?:说|說)过|什么|什麼)(?![\p{L}])/iu;
const ASKS = /(?:吗|嗎|呢|ですか|ますか|でしょうか)\s*[?？。]?$/u;

/** What somebody asks to be remembered, in their own words; null where nobody does. */
export function explicitRequest(sentence: string): string | null {
  for (const pattern of REQUESTS) {
    const rest = pattern.exec(sentence.trim())?.groups?.["rest"]?.trim();
    if (rest === undefined) continue;
    return ASKS_BACK.test(rest) || ASKS.test(rest) || !/[\p{L}\p{N}]/u.test(rest)
      ? null
      : rest.replace(/[?？]$/, "");
  }
  return null;
}

/** Whether a line begins with a request to remember, with or without what. */
export function isExplicit(line: string): boolean {
  return explicitRequest(`${line.trim()} x`) !== null;
}
