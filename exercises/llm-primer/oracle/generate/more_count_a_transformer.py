"""More cases for count-a-transformer: published models that the family leaves out, and corners of the config.

The oracle is PyTorch: the family's modules on the meta device, numel summed. Where a count is published, the sum must equal it.
The family's closed formula knows relative positions in two stacks only; here a single stack may have its table, too."""
import fam_b
from fam_b import build, num, gpt2, bert, llama, t5, cfg, KH
from common import oracle, EXACT

FAMILY = "more_count_a_transformer"
SCRIPT = "more_count_a_transformer.py"
TOL = EXACT
DEFINITION = fam_b.DEFINITION
MUTANTS = fam_b.MUTANTS

def compute(inp):
    c = inp["config"]; m = build(c); tables = [t for t in ("tok", "pos", "seg") if hasattr(m, t)]
    e = {"total": num(m), "embedding": sum(num(getattr(m, t)) for t in tables), "attention_per_layer": num(m.layers[0].attn), "mlp_per_layer": num(m.layers[0].mlp)}
    tied = hasattr(m, "lm_head") and m.lm_head.weight is m.tok.weight
    e["lm_head"] = num(m.lm_head) if hasattr(m, "lm_head") and not tied else 0
    if hasattr(m, "dec"): e["per_encoder_layer"] = num(m.layers[0]); e["per_decoder_layer"] = num(m.dec[0])
    else: e["per_layer"] = num(m.layers[0])
    o = oracle("torch", SCRIPT); o["published"] = None
    if "_published" in inp:
        o["published"], o["source"] = inp["_published"]; assert e["total"] == o["published"], (e, o)
    return e, o

def formula(inp):
    e = fam_b.plain(inp); c = inp["config"]
    if c["arch"] != "encoder_decoder": e["total"] += c["rel_buckets"] * c["n_heads"]
    return e

ALTS = {"closed formula in integers": formula}

def gemma(d, L, h, kv, f, norms=2): return {**llama(256000, d, L, h, kv, f, tie=True, dh=256), "norms_per_layer": norms}

def public_inputs():
    K = lambda n, p: (n, KH % ("gemma/gemma", p))
    return [
     ("Gemma-2B (one key head, heads wider than d/h)", cfg(gemma(2048, 18, 8, 1, 16384), K(2506172416, "gemma_2b_en"))),
     ("Gemma-7B (16 heads of 256 in a width of 3072)", cfg(gemma(3072, 28, 16, 16, 24576), K(8537680896, "gemma_7b_en"))),
     ("Gemma-2-2B (four norms a layer)", cfg(gemma(2304, 26, 8, 4, 9216, norms=4), K(2614341888, "gemma2_2b_en"))),
     ("T5 v1.1 small (gated, untied, narrow attention)", cfg(t5(32128, 512, 8, 6, 1024, mlp="glu", tie=False))),
     ("gated MLP and grouped heads, biases everywhere", cfg({**llama(60, 24, 2, 6, 2, 50, qkv_bias=True), "attn_out_bias": True, "mlp_bias": True})),
     ("bias of the attention's output only", cfg({**llama(35, 12, 3, 3, 3, 20), "attn_out_bias": True})),
     ("bias of the MLP only, two matrices", cfg({**gpt2(35, 12, 3, 3, 9, f=20), "qkv_bias": False, "attn_out_bias": False})),
     ("one norm a layer, LayerNorm, no final norm", cfg({**gpt2(40, 20, 3, 5, 0, tie=False), "norms_per_layer": 1, "final_norm": False})),
     ("no norms at all", cfg({**llama(21, 10, 2, 5, 1, 11), "norms_per_layer": 0, "final_norm": False})),
     ("encoder and decoder with LayerNorm, biases, positions, and a norm after the embedding", cfg({**bert(90, 16, 2, 4, 56, ctx=30, types=0, pooler=False), "arch": "encoder_decoder", "lm_head": True, "tie_embeddings": True, "final_norm": True})),
     ("encoder and decoder, three norms a layer, no final norms, grouped heads", cfg({**t5(44, 18, 3, 6, 25, dh=5, mlp="glu", tie=False), "n_kv_heads": 3, "norms_per_layer": 3, "final_norm": False, "rel_buckets": 7})),
     ("encoder with a tied head, final norm, no pooler", cfg({**bert(75, 24, 2, 3, 60, ctx=20, types=3, pooler=False), "lm_head": True, "tie_embeddings": True, "final_norm": True})),
     ("encoder with relative positions and a pooler", cfg({**bert(75, 24, 2, 3, 60, ctx=0, types=0), "rel_buckets": 9, "norm": "rmsnorm"})),
     ("tied, but without a head", cfg(llama(33, 8, 2, 2, 1, 19, tie=True, head=False))),
     ("everything is 1", cfg(llama(1, 1, 1, 1, 1, 1))),
     ("120 layers of width 26624, beyond 2^39", cfg({**llama(200064, 26624, 120, 208, 8, 71680, dh=128), "qkv_bias": True})),
    ]
