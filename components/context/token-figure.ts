const FIGURE = new Intl.NumberFormat("en");

/** 3643 → "3,643". Every token count on screen goes through here. */
export function tokenFigure(tokens: number): string {
  return FIGURE.format(tokens);
}

/** "1 token", "604 tokens". */
export function tokensInWords(tokens: number): string {
  return `${tokenFigure(tokens)} ${tokens === 1 ? "token" : "tokens"}`;
}
