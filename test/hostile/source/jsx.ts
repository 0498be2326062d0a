// source: compile-error | Markup in a file that is not for markup.
export const total = (): unknown => <div onClick={() => 1}>{6}</div>;
