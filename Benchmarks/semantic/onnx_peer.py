"""MiniLM on onnxruntime, as a peer of simbench's own encoder: onnx_peer.py MODEL_FOLDER TEXTS.

The graph is built here from the weights: BERT in standard operators, which onnxruntime's optimiser then fuses.
Prints a line a way of batching: name, milliseconds of processor time a text. With a third argument FILE.npy the
vectors are written there instead.
"""

import sys
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import BertWordPieceTokenizer

HEADS, WIDTH, LAYERS, EPSILON = 12, 384, 6, 1e-12


class Graph:
    """Nodes and constants of a model in the making."""

    def __init__(self, weights):
        self.weights, self.nodes, self.constants = weights, [], []

    def constant(self, array):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def whole(self, *numbers):
        return self.constant(np.array(numbers, dtype=np.int64))

    def node(self, operator, *inputs, **attributes):
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def dense(self, rows, name):
        product = self.node("MatMul", rows, self.constant(self.weights[name + ".weight"].T))
        return self.node("Add", product, self.constant(self.weights[name + ".bias"]))

    def normalise(self, rows, name):
        gain, bias = (self.constant(self.weights[name + end]) for end in (".weight", ".bias"))
        return self.node("LayerNormalization", rows, gain, bias, epsilon=EPSILON)


def build(weights):
    graph = Graph(weights)
    words = graph.node("Gather", graph.constant(weights["embeddings.word_embeddings.weight"]), "input_ids")
    length = graph.node("Gather", graph.node("Shape", "input_ids"), graph.whole(1))
    places = (
        weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    )
    positions = graph.node("Slice", graph.constant(places), graph.whole(0), length, graph.whole(0))
    rows = graph.normalise(graph.node("Add", words, positions), "embeddings.LayerNorm")
    mask = graph.node("Unsqueeze", graph.node("Cast", "attention_mask", to=TensorProto.FLOAT), graph.whole(1, 2))
    absent = graph.node("Sub", graph.constant(np.float32(1)), mask)
    bias = graph.node("Mul", absent, graph.constant(np.float32(-1e9)))
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."

        def heads(name, order):
            projected = graph.dense(rows, prefix + "attention.self." + name)
            split = graph.node("Reshape", projected, graph.whole(0, 0, HEADS, WIDTH // HEADS))
            return graph.node("Transpose", split, perm=order)

        query, key, value = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
        scale = graph.constant(np.float32((WIDTH // HEADS) ** 0.5))
        scores = graph.node("Add", graph.node("Div", graph.node("MatMul", query, key), scale), bias)
        mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), value)
        joined = graph.node("Reshape", graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), graph.whole(0, 0, WIDTH))
        output = graph.dense(joined, prefix + "attention.output.dense")
        rows = graph.normalise(graph.node("Add", output, rows), prefix + "attention.output.LayerNorm")
        inner = graph.node("Gelu", graph.dense(rows, prefix + "intermediate.dense"))
        output = graph.dense(inner, prefix + "output.dense")
        rows = graph.normalise(graph.node("Add", output, rows), prefix + "output.LayerNorm")
    graph.nodes.append(helper.make_node("Identity", [rows], ["hidden"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["texts", "tokens", WIDTH])]
    made = helper.make_graph(graph.nodes, "minilm", inputs, outputs, graph.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def embed(runner, texts):
    """The vectors of one batch, filled up to its longest text."""
    longest = max(map(len, texts))
    ids, mask = (np.zeros((len(texts), longest), np.int64) for _ in range(2))
    for row, tokens in enumerate(texts):
        ids[row, : len(tokens)], mask[row, : len(tokens)] = tokens, 1
    hidden = runner.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    weight = mask[..., None].astype(np.float32)
    mean = (hidden * weight).sum(1) / weight.sum(1)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def main():
    folder, path = sys.argv[1:3]
    tokenizer = BertWordPieceTokenizer(folder + "/vocab.txt", lowercase=True)
    tokenizer.enable_truncation(256)
    runner = session(build(load_file(folder + "/model.safetensors")))
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    if len(sys.argv) > 3:
        vectors = [embed(runner, [tokenizer.encode(line).ids]) for line in lines]
        np.save(sys.argv[3], np.concatenate(vectors).astype(np.float32))
        return

    def alone():
        return [embed(runner, [tokenizer.encode(line).ids]) for line in lines]

    def batches(by_length):
        texts = [encoding.ids for encoding in tokenizer.encode_batch(lines)]
        if by_length:
            texts.sort(key=len)
        return [embed(runner, texts[start : start + 32]) for start in range(0, len(texts), 32)]

    for name, work in (("1", alone), ("32", lambda: batches(False)), ("32-by-length", lambda: batches(True))):
        work()
        start = time.process_time()
        work()
        print(name, (time.process_time() - start) / len(lines) * 1000, flush=True)


main()
