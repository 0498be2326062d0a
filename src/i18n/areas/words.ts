// The type of the texts: both languages have the same keys.

/**
 * The same keys as the Chinese texts. A language with a singular adds `…_one` beside `…_other`.
 */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> } & {
  [K in keyof T & string as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string;
};
