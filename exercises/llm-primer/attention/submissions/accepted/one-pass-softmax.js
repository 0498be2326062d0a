// One pass over the keys for each query, with a running maximum, sum and mean that are rescaled whenever a larger score turns up. Plain JavaScript.

/** The mean of the values is finished together with the softmax; only the weights need the final maximum and sum. */
function lookOnce(q, K, V, mayLook) {
  let max = -Infinity;
  let sum = 0;
  const mean = new Float64Array(V[0].length);
  const scores = [];
  for (let j = 0; j < K.length; j++) {
    scores[j] = mayLook(j) ? score(q, K[j]) : -Infinity;
    if (scores[j] === -Infinity) continue;
    const newMax = Math.max(max, scores[j]);
    const shrink = Math.exp(max - newMax);
    const power = Math.exp(scores[j] - newMax);
    sum = sum * shrink + power;
    for (let c = 0; c < mean.length; c++) mean[c] = mean[c] * shrink + power * V[j][c];
    max = newMax;
  }
  return { weights: scores.map((s) => Math.exp(s - max) / sum), output: Array.from(mean, (m) => m / sum) };
}

function score(q, k) {
  let total = 0;
  for (let c = q.length - 1; c >= 0; c--) total += q[c] * k[c];
  return total * q.length ** -0.5;
}

export function attention(Q, K, V, { causal, keyMask = K.map(() => true) }) {
  const rows = Q.map((q, i) => lookOnce(q, K, V, (j) => keyMask[j] && (!causal || j <= i)));
  return { weights: rows.map((row) => row.weights), output: rows.map((row) => row.output) };
}

export function multiHeadAttention(x, { query, key, value, out }, { heads, causal }) {
  const d = x[0].length;
  const width = d / heads;
  const result = { weights: [], output: x.map(() => [...out.bias]) };
  for (let h = 0; h < heads; h++) {
    // Only the rows of the matrices that belong to this head.
    const [Q, K, V] = [query, key, value].map(({ weight, bias }) =>
      x.map((row) =>
        Array.from({ length: width }, (_, c) => {
          const o = h * width + c;
          return row.reduce((total, v, f) => total + weight[o][f] * v, bias[o]);
        }),
      ),
    );
    const head = attention(Q, K, V, { causal });
    result.weights.push(head.weights);
    // The last layer is linear, so that each head can add its share by itself.
    for (let i = 0; i < x.length; i++) {
      for (let o = 0; o < d; o++) {
        for (let c = 0; c < width; c++) result.output[i][o] += out.weight[o][h * width + c] * head.output[i][c];
      }
    }
  }
  return result;
}
