const ASKS =
  /^\s*when\b|\bwhat (?:date|day|month|year|time)\b|\bhow long ago\b|\bwann\b|\bquand\b|\bcu[aá]ndo\b|\bquando\b|когда|什么时候|何时|哪天|いつ|متى/iu;
const SAYS =
  /\b(?:yesterday|today|tonight|tomorrow|last|next|ago|since|recent(?:ly)?|week(?:end)?s?|months?|years?|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|just|\d{4})\b/i;

/** Whether a question wants a date. */
export function asksWhen(text: string): boolean {
  return ASKS.test(text);
}

/** Whether a text says when something was or will be. */
export function saysWhen(text: string): boolean {
  return SAYS.test(text);
}
