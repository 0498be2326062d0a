// Bytes by way of encodeURIComponent, which spells them as %E7%8C%AB; ids are taken apart from the newest to the oldest.

export const toBytes = (text) => {
  const spelled = encodeURIComponent(text);
  const bytes = [];
  for (let i = 0; i < spelled.length; i++) {
    if (spelled[i] === "%") {
      bytes.push(parseInt(spelled.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(spelled.charCodeAt(i));
  }
  return bytes;
};

const fromBytes = (bytes) => decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));

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

/** Joins the pair in place: a stack whose top may take in the next piece. */
const merge = (list, left, right, piece) =>
  list.reduce((stack, next) => {
    // A piece that was just made has a newer id than left, so it is never taken for left.
    if (next === right && stack[stack.length - 1] === left) stack[stack.length - 1] = piece;
    else stack.push(next);
    return stack;
  }, []);

export function learnByteMerges(text, numMerges) {
  let ids = toBytes(text);
  const merges = [];
  while (merges.length < numMerges) {
    const table = tally([ids]);
    let best = { count: 1 };
    for (let i = 1; i < ids.length; i++) {
      const count = table.get(ids[i - 1]).get(ids[i]);
      if (count > best.count) best = { left: ids[i - 1], right: ids[i], count };
    }
    if (best.count === 1) return merges;
    ids = merge(ids, best.left, best.right, 256 + merges.length);
    merges.push(best);
  }
  return merges;
}

export function encodeBytes(merges, text) {
  return merges.reduce((ids, { left, right }, k) => merge(ids, left, right, 256 + k), toBytes(text));
}

export function decodeBytes(merges, ids) {
  const flat = [...ids];
  // The newest pieces are taken apart first; what they are made of is older.
  for (let k = merges.length - 1; k >= 0; k--) {
    for (let i = flat.length - 1; i >= 0; i--) {
      if (flat[i] === 256 + k) flat.splice(i, 1, merges[k].left, merges[k].right);
    }
  }
  return fromBytes(flat);
}
