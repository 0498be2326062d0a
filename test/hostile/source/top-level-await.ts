// source: compile-error | Awaits at the top level, which would make loading asynchronous.
const later = await new Promise<number>(() => {});
export const total = (): number => later;
