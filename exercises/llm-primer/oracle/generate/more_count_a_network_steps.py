"""Steps of count-a-network: one kind of layer a case, shared and frozen parameters, and Keras's summaries of a few layers.

Oracle: PyTorch's named_parameters(); of a summary, the twins of more_count_a_network.py."""
import fam_a
import more_count_a_network as more
from common import oracle, EXACT
from fam_a import M, mod, lin, ks, dense
from more_count_a_network import conv, emb, ln, rnn, seq
from more_count_a_network_begin import BODY, ls, part

FAMILY = "more_count_a_network_steps"
SCRIPT = "more_count_a_network_steps.py"
TOL = EXACT
DEFINITION = {"kinds": {"list": "as torch_module, but expected.parameters only", **fam_a.DEFINITION["kinds"]}, **{k: fam_a.DEFINITION[k] for k in ("shapes", "spec", "comparison")}}


def compute(inp):
    if inp["kind"] == "list": return part("list", fam_a.compute(mod(inp["module"]))[0]), oracle("torch", SCRIPT)
    e, o = more.compute(inp)
    return e, dict(o, script="generate/" + SCRIPT)

def plain(inp): return part("list", fam_a.plain(mod(inp["module"]))) if inp["kind"] == "list" else fam_a.plain(inp)
ALTS = {"independent shape calculator (no torch)": plain}
MUTANTS = {}

def pool(h, w): return {"type": "MaxPooling2D", "pool_size": [h, w]}
def conv2d(filters, kernel, **more_of_it): return {"type": "Conv2D", "filters": filters, "kernel_size": kernel, **more_of_it}

FIGURE = M([["wte", emb(5, 3)], ["body", BODY], ["head", lin(3, 5, False)]], params=[["scale", []]], tie=[["head.weight", "wte.weight"]], frozen=["body.0"])

def public_inputs():
    return [
     ("list: Embedding and LayerNorm", ls(M([["tok", emb(7, 3)], ["norm", ln([2, 3])], ["plain", {"type": "LayerNorm", "normalized_shape": 3, "elementwise_affine": False}]]))),
     ("list: Conv2d with groups, BatchNorm2d", ls(seq(conv("Conv2d", 4, 6, [3, 2], groups=2), {"type": "BatchNorm2d", "num_features": 6}))),
     ("list: ConvTranspose2d with groups", ls(M([["up", conv("ConvTranspose2d", 6, 4, [2, 3], groups=2)]]))),
     ("list: Bilinear and PReLU", ls(M([["mix", {"type": "Bilinear", "in1_features": 2, "in2_features": 3, "out_features": 4}], ["act", {"type": "PReLU", "num_parameters": 4}]]))),
     ("list: MultiheadAttention", ls(M([["attn", {"type": "MultiheadAttention", "embed_dim": 6, "num_heads": 2}]]))),
     ("list: MultiheadAttention with keys of another width", ls(M([["attn", {"type": "MultiheadAttention", "embed_dim": 8, "num_heads": 2, "kdim": 6}]]))),
     ("list: LSTM of two layers", ls(M([["rnn", rnn("LSTM", 2, 3, num_layers=2)]]))),
     ("list: bidirectional GRU of two layers", ls(M([["rnn", rnn("GRU", 3, 2, num_layers=2, bidirectional=True)]]))),
     ("list: TransformerEncoderLayer", ls(M([["layer", {"type": "TransformerEncoderLayer", "d_model": 4, "nhead": 2, "dim_feedforward": 6}]]))),
     ("the network of the figure", mod(FIGURE)),
     ("a frozen head that shares the table", mod(M([["wte", emb(6, 2)], ["proj", lin(2, 2)], ["head", lin(2, 6, False)]], tie=[["head.weight", "wte.weight"]], frozen=["head"]))),
     ("a head listed before the table that it shares", mod(M([["head", lin(3, 7)], ["wte", emb(7, 3)]], tie=[["head.weight", "wte.weight"]]))),
     ("Keras: a single Dense", ks([3], [dense(2)])),
     ("Keras: Dense without a bias, then an activation", ks([5, 4], [dense(3, use_bias=False), {"type": "Activation", "activation": "relu"}])),
     ("Keras: Embedding and Flatten", ks([6], [{"type": "Embedding", "input_dim": 20, "output_dim": 4}, {"type": "Flatten"}])),
     ("Keras: Conv2D with padding same and strides", ks([9, 6, 2], [conv2d(3, [3, 2], strides=[2, 4], padding="same")])),
     ("Keras: pooling with a rest", ks([7, 8, 2], [pool(2, 3), {"type": "LayerNormalization"}])),
     ("Keras: the network of the figure", ks([6, 6, 1], [conv2d(4, [3, 3], activation="relu"), {"type": "BatchNormalization"}, pool(2, 2), {"type": "Flatten"}, dense(2)])),
    ]
