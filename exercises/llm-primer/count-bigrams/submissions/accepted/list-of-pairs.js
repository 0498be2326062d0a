// Lists all pairs first and then files them; writes by calling itself, and evaluates beginnings only.

export function countPairs(sequences, vocabSize, k) {
  const counts = Array.from({ length: vocabSize }, () => Array(vocabSize).fill(0));
  const pairs = sequences.flatMap((ids) => ids.slice(1).map((to, t) => [ids[t], to]));
  for (const [from, to] of pairs) counts[from][to] += 1;
  const probs = counts.map((row) => {
    const share = row.reduce((a, b) => a + b, 0);
    return row.map((count) => (count + k) / (share + vocabSize * k));
  });
  return { counts, probs };
}

export function evaluate(model, sequences) {
  const logs = [];
  for (const ids of sequences) {
    const rows = model(ids.slice(0, -1));
    rows.forEach((row, t) => logs.push(Math.log(row[ids[t + 1]])));
  }
  const nll = -logs.reduce((a, b) => a + b, 0) / logs.length;
  return { nll, perplexity: Math.E ** nll };
}

export function writeGreedily(model, start, steps) {
  if (steps === 0) return [start];
  const before = writeGreedily(model, start, steps - 1);
  const row = model(before)[steps - 1];
  let best = row.length - 1;
  for (let id = row.length - 1; id >= 0; id--) if (row[id] >= row[best]) best = id;
  return [...before, best];
}
