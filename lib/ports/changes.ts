/** New values for some of a thing's fields; those that are absent stay as they are. */
export type Changes<T> = { [Field in keyof T]?: T[Field] | undefined };
