"""How likely is the text's 11.97?  Trains the text's network from 100,000 starts and prints what it predicts for x = 6.

  /usr/bin/python3 many_starts.py

Not a family of cases: the exercise audit-the-text quotes these numbers. Starts by Keras's default (Glorot uniform, biases 0),
float64, full batch, Adam by Keras's rule with its defaults, 100 epochs.
"""
import math
import numpy as np

STARTS, UNITS, EPOCHS = 100_000, 10, 100
LR, BETA1, BETA2, EPS = 0.001, 0.9, 0.999, 1e-7
X, Y = np.arange(1.0, 6.0), np.arange(2.0, 11.0, 2.0)


def train(g, count):
    """predictions at x = 6 of `count` networks trained side by side"""
    limit = math.sqrt(6 / (1 + UNITS))
    W1, W2 = g.uniform(-limit, limit, (count, UNITS)), g.uniform(-limit, limit, (count, UNITS))
    P = [W1, np.zeros((count, UNITS)), W2, np.zeros((count, 1))]
    M, V = [np.zeros_like(p) for p in P], [np.zeros_like(p) for p in P]
    for t in range(1, EPOCHS + 1):
        Z = X[None, :, None] * P[0][:, None, :] + P[1][:, None, :]
        A = np.maximum(0, Z)
        D = 2 / len(X) * ((A * P[2][:, None, :]).sum(2) + P[3] - Y)
        below = D[:, :, None] * P[2][:, None, :] * (Z > 0)
        gradients = [(below * X[None, :, None]).sum(1), below.sum(1), (A * D[:, :, None]).sum(1), D.sum(1, keepdims=True)]
        rate = LR * math.sqrt(1 - BETA2**t) / (1 - BETA1**t)
        for p, m, v, d in zip(P, M, V, gradients):
            m += (1 - BETA1) * (d - m)
            v += (1 - BETA2) * (d * d - v)
            p -= rate * m / (np.sqrt(v) + EPS)
    return (np.maximum(0, 6 * P[0] + P[1]) * P[2]).sum(1) + P[3][:, 0]


if __name__ == "__main__":
    g = np.random.default_rng(1)
    p = np.concatenate([train(g, STARTS // 10) for _ in range(10)])
    print("smallest %.2f, median %.2f, largest %.2f" % (p.min(), np.median(p), p.max()))
    print("nine in ten from %.2f to %.2f" % tuple(np.percentile(p, [5, 95])))
    print("11.965 or more: %d; from 11.965 to 11.975: %d" % ((p >= 11.965).sum(), ((p >= 11.965) & (p <= 11.975)).sum()))
    low, high = -1.5979852893380129, 7.108751440351658  # the 21 starts of "the text: network, 21 starts"
    print("outside of the range of the 21 starts: %.1f%%" % (100 * np.mean((p < low) | (p > high))))
