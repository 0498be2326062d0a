// A stack whose top may take in the next piece; a table of counts; strings compared as UTF-32. Plain JavaScript.

/** Two levels of maps: left, then right. */
const tally = (lists) => {
  const table = new Map();
  for (const list of lists) {
    list.forEach((right, i) => {
      if (i === 0) return;
      const left = list[i - 1];
      if (!table.has(left)) table.set(left, new Map());
      const row = table.get(left);
      row.set(right, (row.get(right) || 0) + 1);
    });
  }
  return table;
};

export function mergePair(pieces, left, right) {
  return pieces.reduce((stack, next) => {
    // A piece that was just made is longer than left, so it is never taken for left.
    if (next === right && stack[stack.length - 1] === left) stack[stack.length - 1] = left + right;
    else stack.push(next);
    return stack;
  }, []);
}

/** UTF-32 as text, so that < compares code points. */
const key = (text) => Array.from(text, (c) => String.fromCodePoint(0x30 + (c.codePointAt(0) >> 12)) + String.fromCharCode(0x3000 + (c.codePointAt(0) & 0xfff))).join("");

const smaller = (a, b) => (key(a.left) === key(b.left) ? key(a.right) < key(b.right) : key(a.left) < key(b.left));

export function bestPair(texts) {
  const pairs = [];
  for (const [left, row] of tally(texts)) for (const [right, count] of row) pairs.push({ left, right, count });
  const highest = Math.max(0, ...pairs.map(({ count }) => count));
  if (highest < 2) return null;
  return pairs.filter(({ count }) => count === highest).reduce((a, b) => (smaller(b, a) ? b : a));
}

export function learnMerges(texts, numMerges) {
  let lists = texts.map((text) => Array.from(text));
  const merges = [];
  for (let best = bestPair(lists); best && merges.length < numMerges; best = bestPair(lists)) {
    const { left, right } = best;
    lists = lists.map((list) => mergePair(list, left, right));
    merges.push(best);
  }
  return merges;
}

export function encode(merges, text) {
  return merges.reduce((list, { left, right }) => mergePair(list, left, right), Array.from(text));
}
