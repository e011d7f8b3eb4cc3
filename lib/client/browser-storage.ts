/** localStorage and sessionStorage may be full, forbidden or absent; none of that may break the app. */
export type TextStore = {
  get: (key: string) => string | null;
  /** False when it could not be stored. */
  set: (key: string, value: string) => boolean;
  remove: (key: string) => void;
  keys: (prefix: string) => string[];
};

/** `pick` names the storage; it is looked up per call, because reading the property itself can throw. */
export function createTextStore(pick: () => Storage | undefined): TextStore {
  return {
    get: (key) => attempt(() => pick()?.getItem(key)) ?? null,
    set: (key, value) =>
      attempt(() => {
        const storage = pick();
        storage?.setItem(key, value);
        return storage !== undefined;
      }) ?? false,
    remove: (key) => {
      attempt(() => pick()?.removeItem(key));
    },
    keys: (prefix) => attempt(() => Object.keys(pick() ?? {}).filter((key) => key.startsWith(prefix))) ?? [],
  };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function browser(name: "localStorage" | "sessionStorage"): Storage | undefined {
  return typeof window === "undefined" ? undefined : window[name];
}

/** Shared by all tabs, kept over restarts. */
export const deviceStore: TextStore = createTextStore(() => browser("localStorage"));
/** This tab's own, kept over reloads. */
export const tabStore: TextStore = createTextStore(() => browser("sessionStorage"));

/** A stored JSON value, or null when there is none or it is not what it should be. */
export function readJson<T>(
  store: TextStore,
  key: string,
  isValid: (value: unknown) => value is T,
): T | null {
  const text = store.get(key);
  if (text === null) return null;
  const value: unknown = attempt((): unknown => JSON.parse(text));
  return isValid(value) ? value : null;
}
