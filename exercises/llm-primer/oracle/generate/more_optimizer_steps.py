"""More of family g: rules together, epsilon in its two places for gradients of many sizes, no step at all, long runs."""
from common import Gen
from fam_g import O, DEFINITION, TOL, compute, ALTS, MUTANTS

FAMILY = "more_optimizer_steps"
SCRIPT = "more_optimizer_steps.py"

def public_inputs():
    g = Gen(71002); P = g.normal(3); G = g.normal((5, 3)); A = dict(lr=.001, beta1=.9, beta2=.999)
    sizes = [[1e-9, -1e-7, 1e-5, 1e-3]] * 3 + [[0.0, 0.0, 0.0, 0.0]] * 2
    long = [[a, b] for a, b in zip(g.normal(40), g.normal(40, 1e-4, 7))]
    return [
     ("SGD momentum, Nesterov and weight decay together", O(P, G, type="sgd", lr=.05, momentum=.8, nesterov=True, weight_decay=.1)),
     ("SGD momentum with clipping", O(P, [[3.0, -4.0, 12.0], [.1, .2, -.1], [30.0, 0.0, 0.0], [0.0, 0.0, 0.0]], type="sgd", lr=.1, momentum=.9, clip_norm=2.5)),
     ("SGD weight decay with clipping: the decay is not clipped", O([3.0, -2.0], [[3.0, 4.0], [0.3, -0.4]], type="sgd", lr=.1, weight_decay=.5, clip_norm=1.0)),
     ("Adam torch with clipping and L2", O(P, G, type="adam_torch", lr=.01, beta1=.9, beta2=.99, eps=1e-8, weight_decay=.2, clip_norm=.75)),
     ("AdamW torch with clipping, other betas", O(P, G, type="adamw_torch", lr=.02, beta1=.7, beta2=.9, eps=1e-6, weight_decay=.3, clip_norm=.5)),
     ("Adam Keras, gradients of four sizes, then rest", O([1.0, -1.0, 0.5, 0.25], sizes, type="adam_keras", eps=1e-7, **A)),
     ("Adam torch, gradients of four sizes, then rest", O([1.0, -1.0, 0.5, 0.25], sizes, type="adam_torch", eps=1e-8, **A)),
     ("Adam Keras, 40 steps", O([0.5, -0.5], long, type="adam_keras", eps=1e-7, **A)),
     ("Adam torch, 40 steps", O([0.5, -0.5], long, type="adam_torch", eps=1e-8, **A)),
     ("Adam Keras with a large epsilon", O(P, G, type="adam_keras", lr=.1, beta1=.9, beta2=.999, eps=1.0)),
     ("Adam torch with a large epsilon", O(P, G, type="adam_torch", lr=.1, beta1=.9, beta2=.999, eps=1.0)),
     ("no gradient at all: only the start", O([1.5, -2.0], [], type="adam_torch", eps=1e-8, **A)),
     ("betas of zero: every step is as long as the rate", O([1.0, -1.0], [[0.5, -20.0], [-3.0, 0.001]], type="adam_torch", lr=.1, beta1=0.0, beta2=0.0, eps=1e-8)),
     ("SGD weight decay, gradients at rest", O([2.0, -1.0], [[0.0, 0.0]] * 3, type="sgd", lr=.5, weight_decay=.5)),
    ]
