"""Cases to begin the exercise optimizer-steps with: one knob, one or two steps, one rule.  Oracle: torch.optim.* and KerasAdam, float64."""
import fam_g
from fam_g import O, DEFINITION, TOL, ALTS, MUTANTS

FAMILY = "more_optimizer_steps_begin"
SCRIPT = "more_optimizer_steps_begin.py"

def compute(inp):
    e, o = fam_g.compute(inp)
    return e, {**o, "script": "generate/" + SCRIPT}

def public_inputs():
    A = dict(lr=.1, beta1=.9, beta2=.999); G = [[2.0], [1.0]]; tiny = [[1e-7]]
    return [
     ("SGD, one knob, one step", O([1.0], [[2.0]], type="sgd", lr=.1)),
     ("SGD, two knobs, one step", O([1.0, -1.0], [[2.0, 0.5]], type="sgd", lr=.1)),
     ("SGD, one knob, two steps", O([1.0], G, type="sgd", lr=.1)),
     ("momentum 0.5, two steps", O([1.0], G, type="sgd", lr=.1, momentum=.5)),
     ("momentum 0.5, then no gradient", O([1.0], [[2.0], [0.0], [0.0]], type="sgd", lr=.1, momentum=.5)),
     ("Nesterov 0.5, two steps", O([1.0], G, type="sgd", lr=.1, momentum=.5, nesterov=True)),
     ("Adam torch, one step", O([1.0], [[2.0]], type="adam_torch", eps=1e-8, **A)),
     ("Adam torch, two steps", O([1.0], G, type="adam_torch", eps=1e-8, **A)),
     ("Adam Keras, one step", O([1.0], [[2.0]], type="adam_keras", eps=1e-7, **A)),
     ("Adam Keras, two steps", O([1.0], G, type="adam_keras", eps=1e-7, **A)),
     ("Adam torch, one tiny gradient", O([1.0], tiny, type="adam_torch", eps=1e-8, **A)),
     ("Adam Keras, one tiny gradient", O([1.0], tiny, type="adam_keras", eps=1e-8, **A)),
     ("SGD with L2, one step", O([1.0], [[2.0]], type="sgd", lr=.1, weight_decay=.5)),
     ("Adam torch with L2, two steps", O([1.0], G, type="adam_torch", eps=1e-8, weight_decay=.1, **A)),
     ("AdamW torch, two steps", O([1.0], G, type="adamw_torch", eps=1e-8, weight_decay=.1, **A)),
     ("SGD with clipping, one step", O([1.0, 1.0], [[3.0, 4.0]], type="sgd", lr=.1, clip_norm=1.0)),
    ]
