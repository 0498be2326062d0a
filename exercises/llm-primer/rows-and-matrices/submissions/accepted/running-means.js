// Reduces from the right; a mean is moved a little by each number instead of being divided at the end.

export const dot = (a, b) => a.reduceRight((sum, value, i) => sum + value * b[i], 0);

export const shape = (M) => [M.length, M[0].length];

export const timesVector = (M, x) => M.map((row) => dot(x, row));

export const rowMeans = (M) => M.map((row) => row.reduce((mean, value, i) => mean + (value - mean) / (i + 1), 0));
