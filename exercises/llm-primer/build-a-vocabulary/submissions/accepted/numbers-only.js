// Turns every text into a list of code points first and works on numbers; counts by sorting, without a Map.

function codePoints(text) {
  const points = [];
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i);
    points.push(point);
    if (point > 0xffff) i++; // the second half of a surrogate pair
  }
  return points;
}

function compareLists(a, b) {
  for (let i = 0; i < a.length; i++) {
    if (i === b.length) return 1;
    if (a[i] < b[i]) return -1;
    if (a[i] > b[i]) return 1;
  }
  return a.length === b.length ? 0 : -1;
}

const toText = (points) => String.fromCodePoint(...points);

/** Sorts a list of code point lists and tells how long each run of equal ones is. */
function tally(lists) {
  const sorted = [...lists].sort(compareLists);
  const runs = [];
  for (const list of sorted) {
    const last = runs[runs.length - 1];
    if (last !== undefined && compareLists(last.list, list) === 0) last.count++;
    else runs.push({ list, count: 1 });
  }
  return runs;
}

/** The place of a word in a vocabulary, or `otherwise`. */
function find(vocab, word, otherwise) {
  for (let i = 0; i < vocab.length; i++) if (vocab[i] === word) return i;
  return otherwise;
}

export function charVocab(text) {
  return tally(codePoints(text).map((point) => [point])).map(({ list }) => toText(list));
}

export function encodeChars(vocab, text) {
  return codePoints(text).map((point) => find(vocab, toText([point]), -1));
}

export function decodeChars(vocab, ids) {
  return ids.reduce((text, id) => (id === -1 ? text : text + vocab[id]), "");
}

const isLatinOrDigit = (point) => (point >= 97 && point <= 122) || (point >= 48 && point <= 57);
const isSpace = (point) => [9, 10, 13, 32, 0x3000].includes(point);

export function splitWords(text) {
  const tokens = [];
  let word = [];
  for (const point of [...codePoints(text.toLowerCase()), 32]) {
    if (isLatinOrDigit(point)) {
      word.push(point);
      continue;
    }
    if (word.length > 0) tokens.push(toText(word));
    word = [];
    if (!isSpace(point)) tokens.push(toText([point]));
  }
  return tokens;
}

export function wordVocab(texts, { minFreq, maxSize }) {
  const runs = tally(texts.flatMap(splitWords).map(codePoints)).filter(({ count }) => count >= minFreq);
  // The runs are in order already, and sort() keeps the order of equals.
  runs.sort((a, b) => b.count - a.count);
  runs.length = Math.min(runs.length, maxSize - 4);
  return {
    vocab: ["<pad>", "<unk>", "<bos>", "<eos>"].concat(runs.map(({ list }) => toText(list))),
    counts: runs.map(({ count }) => count),
  };
}

export function encodeWords(vocab, text) {
  return [2].concat(
    splitWords(text).map((word) => find(vocab, word, 1)),
    3,
  );
}

export function bagOfWords(texts) {
  const split = (text) => text.toLowerCase().split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
  const vocab = tally(texts.flatMap(split).map(codePoints)).map(({ list }) => toText(list));
  const matrix = texts.map((text) => {
    const row = new Array(vocab.length).fill(0);
    for (const word of split(text)) row[find(vocab, word)]++;
    return row;
  });
  return { vocab, matrix };
}
