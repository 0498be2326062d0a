// result: wrong-answer | A boolean that says the answer is right.
export const total = (): unknown => true;
