"""More cases for count-a-network: the layers and the order rules that the family's own cases leave out.

The oracle is PyTorch: real modules, real named_parameters(). For Keras's summary each layer has a PyTorch twin that is run on
zeros; unlike the family's, the twin of a convolution pads by hand where padding is "same" (Keras: ceil(n / stride) outputs, and
(out - 1) * stride + kernel - n zeros in all, the odd one at the end), so strides other than 1 can be checked too."""
import torch, torch.nn as nn, torch.nn.functional as F
from common import oracle, EXACT
import fam_a
from fam_a import M, mod, lin, ks, dense

FAMILY = "more_count_a_network"
SCRIPT = "more_count_a_network.py"
TOL = EXACT
DEFINITION = fam_a.DEFINITION

def same(x, k, s):
    """zeros as Keras puts them for padding 'same'; x: [batch, channels, height, width]"""
    pads = []
    for n, k_i, s_i in zip(x.shape[2:], k, s):
        total = max((-(-n // s_i) - 1) * s_i + k_i - n, 0)
        pads.append((total // 2, total - total // 2))
    (top, bottom), (left, right) = pads
    return F.pad(x, (left, right, top, bottom))

def twin(layer, x):
    """-> the torch module that holds the layer's weights (None: it has none), and its output for x, channels last"""
    t = layer["type"]; first = lambda y: y.permute(0, 3, 1, 2); last = lambda y: y.permute(0, 2, 3, 1)
    if t == "Dense": m = nn.Linear(x.shape[-1], layer["units"], bias=layer.get("use_bias", True)); return m, m(x)
    if t == "Embedding": m = nn.Embedding(layer["input_dim"], layer["output_dim"]); return m, m(x.long())
    if t == "Conv2D":
        k, s = layer["kernel_size"], layer.get("strides", [1, 1])
        m = nn.Conv2d(x.shape[-1], layer["filters"], tuple(k), stride=tuple(s), bias=layer.get("use_bias", True)); y = first(x)
        return m, last(m(same(y, k, s) if layer.get("padding") == "same" else y))
    if t == "BatchNormalization": return nn.BatchNorm1d(x.shape[-1]), x
    if t == "LayerNormalization": m = nn.LayerNorm(x.shape[-1]); return m, m(x)
    if t == "MaxPooling2D": return None, last(nn.MaxPool2d(tuple(layer["pool_size"]))(first(x)))
    if t == "GlobalAveragePooling1D": return None, x.mean(1)
    if t == "Flatten": return None, x.flatten(1)
    return None, x

def shapes(layer, m):
    """Keras's weights, with their axes, from the twin's tensors"""
    if m is None: return []
    P = [list(p.shape) for p in m.parameters()]
    if layer["type"] == "Dense": P[0] = P[0][::-1]
    if layer["type"] == "Conv2D": o, i, h, w = P[0]; P[0] = [h, w, i, o]
    if layer["type"] == "BatchNormalization": P += [list(b.shape) for k, b in m.named_buffers() if "num_batches" not in k]
    return P

def compute(inp):
    if inp["kind"] == "torch_module":
        e, _ = fam_a.compute(inp)
        return e, oracle("torch", SCRIPT)
    x = torch.zeros([2] + list(inp["input_shape"])); rows = []; moving = 0
    for layer in inp["layers"]:
        m, x = twin(layer, x); w = shapes(layer, m); n = 0
        if m is not None:
            trained = sum(p.numel() for p in m.parameters()); kept = sum(b.numel() for k, b in m.named_buffers() if "num_batches" not in k)
            n = trained + kept; moving += kept
        rows.append({"type": layer["type"], "output_shape": list(x.shape[1:]), "weights": w, "params": n})
    total = sum(r["params"] for r in rows)
    return ({"layers": rows, "total": total, "trainable": total - moving, "non_trainable": moving},
            oracle("torch", SCRIPT, "each layer's weights, count and output shape are those of its torch twin, axes in Keras's order"))

ALTS = {"independent shape calculator (no torch)": lambda i: fam_a.plain(i)}
MUTANTS = fam_a.MUTANTS

def conv(t, i, o, k, **more): return {"type": t, "in_channels": i, "out_channels": o, "kernel_size": k, **more}
def rnn(t, i, h, **more): return {"type": t, "input_size": i, "hidden_size": h, **more}
def emb(n, d): return {"type": "Embedding", "num_embeddings": n, "embedding_dim": d}
def ln(d): return {"type": "LayerNorm", "normalized_shape": d}
def seq(*layers): return {"type": "Sequential", "layers": list(layers)}

def public_inputs():
    return [
     ("head registered before the table that it shares", mod(M([["lm_head", lin(6, 20, False)], ["wte", emb(20, 6)], ["ln_f", ln(6)]], tie=[["lm_head.weight", "wte.weight"]]))),
     ("frozen layer h.1, free layer h.10", mod(M([["h", {"type": "ModuleList", "layers": [lin(3, 2) for _ in range(11)]}]], frozen=["h.1"]))),
     ("frozen bias and frozen first block", mod(M([["stem", seq(lin(4, 6), {"type": "ReLU"}, lin(6, 5))], ["stem2", lin(5, 5)], ["head", lin(5, 3)]], frozen=["head.bias", "stem.0"]))),
     ("frozen table shared with the head", mod(M([["tok", emb(12, 4)], ["body", lin(4, 4)], ["out", lin(4, 12, False)]], tie=[["out.weight", "tok.weight"]], frozen=["tok"]))),
     ("frozen table listed under the head's name", mod(M([["out", lin(4, 12)], ["body", lin(4, 4)], ["tok", emb(12, 4)]], tie=[["out.weight", "tok.weight"]], frozen=["tok"]))),
     ("own parameters on two levels", mod(M([["enc", M([["proj", lin(3, 5, False)]], params=[["cls", [1, 5]], ["gain", []]])], ["dec", M([["proj", lin(5, 2)]], params=[["query", [2, 2, 5]]])]], params=[["temperature", []]]))),
     ("three layers that share one weight", mod(M([["a", lin(5, 5)], ["b", lin(5, 5)], ["c", lin(5, 5)]], tie=[["b.weight", "a.weight"], ["c.weight", "b.weight"]]))),
     ("shared inside a block, twice", mod({"type": "ModuleList", "layers": [M([["q", lin(3, 3, False)], ["k", lin(3, 3)]], tie=[["k.weight", "q.weight"]]), M([["q", lin(3, 3, False)], ["k", lin(3, 3)]], tie=[["k.weight", "q.weight"]])]})),
     ("Conv1d and ConvTranspose2d with groups", mod(seq(conv("Conv1d", 6, 12, 5, groups=3), {"type": "ReLU"}, conv("ConvTranspose2d", 12, 8, [2, 3], groups=4), conv("ConvTranspose2d", 8, 3, 4, bias=False)))),
     ("norms of three kinds, some without knobs", mod(seq({"type": "GroupNorm", "num_groups": 2, "num_channels": 6}, {"type": "BatchNorm1d", "num_features": 5, "affine": False}, {"type": "BatchNorm1d", "num_features": 7}, {"type": "GroupNorm", "num_groups": 1, "num_channels": 4, "affine": False}))),
     ("an activation that learns, and a bilinear layer", mod(M([["mix", {"type": "Bilinear", "in1_features": 3, "in2_features": 4, "out_features": 2}], ["act", {"type": "PReLU"}], ["act2", {"type": "PReLU", "num_parameters": 6}], ["mix2", {"type": "Bilinear", "in1_features": 2, "in2_features": 5, "out_features": 3, "bias": False}]]))),
     ("bidirectional GRU of three layers", mod(rnn("GRU", 4, 3, num_layers=3, bidirectional=True))),
     ("plain RNN without biases", mod(seq(rnn("RNN", 7, 2, bias=False), rnn("RNN", 2, 4, num_layers=2)))),
     ("attention without biases, only vdim differs", mod({"type": "MultiheadAttention", "embed_dim": 8, "num_heads": 2, "vdim": 5, "bias": False})),
     ("attention with extra key and value, only kdim differs", mod(M([["cross", {"type": "MultiheadAttention", "embed_dim": 6, "num_heads": 3, "kdim": 10, "add_bias_kv": True}], ["self", {"type": "MultiheadAttention", "embed_dim": 6, "num_heads": 3, "add_bias_kv": True}]]))),
     ("two encoder layers and a final norm", mod(M([["layers", {"type": "ModuleList", "layers": [{"type": "TransformerEncoderLayer", "d_model": 6, "nhead": 2, "dim_feedforward": 10} for _ in range(2)]}], ["norm", ln(6)]]))),
     ("Keras text classifier: Embedding, LayerNormalization, average over positions", ks([12], [{"type": "Embedding", "input_dim": 50, "output_dim": 8}, {"type": "LayerNormalization"}, dense(16, "relu"), {"type": "Activation", "activation": "tanh"}, {"type": "GlobalAveragePooling1D"}, {"type": "Dropout", "rate": 0.1}, dense(2, "softmax")])),
     ("Keras convolutions with strides, padding same and valid", ks([31, 17, 3], [{"type": "Conv2D", "filters": 8, "kernel_size": [3, 5], "strides": [2, 3], "padding": "same", "use_bias": False}, {"type": "BatchNormalization"}, {"type": "Conv2D", "filters": 5, "kernel_size": [4, 2], "strides": [3, 2], "padding": "valid"}, {"type": "MaxPooling2D", "pool_size": [2, 2]}, {"type": "Flatten"}, dense(4)])),
     ("Keras: two BatchNormalizations, of a picture and of a vector", ks([9, 7, 2], [{"type": "BatchNormalization"}, {"type": "MaxPooling2D", "pool_size": [4, 2]}, {"type": "Flatten"}, {"type": "BatchNormalization"}, dense(3, use_bias=False)])),
     ("Keras: nothing to learn", ks([4, 6], [{"type": "Flatten"}, {"type": "Activation", "activation": "relu"}])),
    ]
