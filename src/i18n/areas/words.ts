// The shape of wording: what one language says, another says too.

/** Same keys as the Chinese wording. A language with a singular adds `…_one` beside `…_other`. */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> } & {
  [K in keyof T & string as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string;
};
