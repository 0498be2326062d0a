// late: run-time-error | A promise that nobody may wait for.
export const total = (): Promise<number> => new Promise(() => {});
