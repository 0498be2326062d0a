"""Steps of count-a-transformer: one part of a model a case, then whole models that are very small.

Oracle: the modules of the family b_transformer_counts on the meta device, numel summed."""
import fam_b
from fam_b import bert, build, cfg, gpt2, llama, num, t5
from common import oracle, EXACT

FAMILY = "more_count_a_transformer_steps"
SCRIPT = "more_count_a_transformer_steps.py"
TOL = EXACT
DEFINITION = {
 "kinds": {"embedding": "expected.count_embedding: the tables of words, positions and segments", "attention": "expected.count_attention: one attention", "mlp": "expected.count_mlp: one feed-forward network",
           "layers": "expected.count_layers: one layer of each stack, the encoder's first", "config": "the whole model, as below"},
 "config": fam_b.DEFINITION["input"], "attention per layer": fam_b.DEFINITION["attention per layer"], "expected": fam_b.DEFINITION["expected"], "comparison": fam_b.DEFINITION["comparison"]}


def part(kind, model):
    if kind == "embedding": return {"count_embedding": sum(num(getattr(model, t)) for t in ("tok", "pos", "seg") if hasattr(model, t))}
    if kind == "attention": return {"count_attention": num(model.layers[0].attn)}
    if kind == "mlp": return {"count_mlp": num(model.layers[0].mlp)}
    return {"count_layers": [num(stack[0]) for stack in (model.layers, getattr(model, "dec", None)) if stack is not None]}


def compute(inp):
    if inp["kind"] == "config":
        e, o = fam_b.compute(inp)
        return e, dict(o, script="generate/" + SCRIPT)
    return part(inp["kind"], build(inp["config"])), oracle("torch", SCRIPT)


def formula(inp):
    e = fam_b.plain(inp)
    layers = [e[name] for name in ("per_layer", "per_encoder_layer", "per_decoder_layer") if name in e]
    return {"embedding": {"count_embedding": e["embedding"]}, "attention": {"count_attention": e["attention_per_layer"]}, "mlp": {"count_mlp": e["mlp_per_layer"]}, "layers": {"count_layers": layers}}.get(inp["kind"], e)

ALTS = {"closed formula in integers": formula}
MUTANTS = {}

FIGURE = llama(10, 4, 2, 2, 1, 6, dh=2)
GPT2 = gpt2(50257, 768, 12, 12, 1024)
TWO = {**t5(20, 8, 2, 2, 12, dh=4), "rel_buckets": 5}

def public_inputs():
    of = lambda kind, config: {"kind": kind, "config": config}
    return [
     ("embedding: the model of the figure", of("embedding", FIGURE)),
     ("embedding: with a table of positions", of("embedding", gpt2(65, 32, 2, 4, 16))),
     ("embedding: with positions and segments", of("embedding", bert(30522, 768, 12, 12, 3072))),
     ("attention: the model of the figure", of("attention", FIGURE)),
     ("attention: as many key heads as query heads", of("attention", llama(100, 12, 3, 3, 3, 20))),
     ("attention: GPT-2 small, with biases", of("attention", GPT2)),
     ("attention: grouped heads with biases", of("attention", {**llama(97, 40, 2, 8, 2, 96, qkv_bias=True), "attn_out_bias": True})),
     ("attention: heads wider than the model", of("attention", llama(50, 24, 2, 4, 2, 64, dh=16))),
     ("mlp: the model of the figure", of("mlp", FIGURE)),
     ("mlp: GPT-2 small, with biases", of("mlp", GPT2)),
     ("mlp: two matrices, no bias, not 4 d wide", of("mlp", t5(20, 8, 2, 2, 12, dh=4))),
     ("mlp: a gate and biases", of("mlp", {**llama(60, 24, 2, 6, 2, 50), "mlp_bias": True})),
     ("layers: the model of the figure", of("layers", FIGURE)),
     ("layers: GPT-2 small", of("layers", GPT2)),
     ("layers: three norms in a layer", of("layers", {**llama(21, 10, 2, 5, 1, 11), "norms_per_layer": 3})),
     ("layers: an encoder and a decoder", of("layers", TWO)),
     ("the model of the figure", cfg(FIGURE)),
     ("the model of the figure, tied", cfg({**FIGURE, "tie_embeddings": True})),
     ("a small encoder with a norm after the embedding and a pooler", cfg(bert(20, 6, 2, 3, 10, ctx=8, types=2))),
     ("a small encoder and decoder", cfg(TWO)),
    ]
