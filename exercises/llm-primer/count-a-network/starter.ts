// A module of a network in PyTorch. A shape is a list of numbers; [] is the shape of a single number.
export type Module =
  | { type: "Module"; own: [name: string, shape: number[]][]; children: [name: string, module: Module][] }
  | { type: "Sequential" | "ModuleList"; layers: Module[] }
  | { type: "Linear"; inFeatures: number; outFeatures: number; bias: boolean }
  | { type: "Bilinear"; in1Features: number; in2Features: number; outFeatures: number; bias: boolean }
  | {
      type: "Conv1d" | "Conv2d" | "ConvTranspose2d";
      inChannels: number;
      outChannels: number;
      kernelSize: number[];
      groups: number;
      bias: boolean;
    }
  | { type: "Embedding"; numEmbeddings: number; embeddingDim: number }
  | { type: "LayerNorm" | "BatchNorm1d" | "BatchNorm2d" | "GroupNorm"; shape: number[]; affine: boolean }
  | { type: "PReLU"; numParameters: number }
  | { type: "MultiheadAttention"; embedDim: number; kDim: number; vDim: number; bias: boolean; addBiasKV: boolean }
  | {
      type: "RNN" | "GRU" | "LSTM";
      inputSize: number;
      hiddenSize: number;
      numLayers: number;
      bidirectional: boolean;
      bias: boolean;
    }
  | { type: "TransformerEncoderLayer"; dModel: number; dimFeedforward: number }
  | { type: "ReLU" | "GELU" | "Tanh" | "Sigmoid" | "Softmax" | "Dropout" | "Flatten" };

// tied: pairs [name, source], to be applied in order; frozen: full names of modules or of parameters.
export interface Network {
  root: Module;
  tied: [name: string, source: string][];
  frozen: string[];
}

// One weight or bias: its full name, its shape, and how many numbers it holds.
export interface Parameter {
  name: string;
  shape: number[];
  count: number;
}

// A layer of a network in Keras.
export type KerasLayer =
  | { type: "Dense"; units: number; useBias: boolean }
  | {
      type: "Conv2D";
      filters: number;
      kernelSize: [height: number, width: number];
      strides: [height: number, width: number];
      padding: "valid" | "same";
      useBias: boolean;
    }
  | { type: "MaxPooling2D"; poolSize: [height: number, width: number] }
  | { type: "Embedding"; inputDim: number; outputDim: number }
  | { type: "BatchNormalization" | "LayerNormalization" }
  | { type: "Flatten" | "GlobalAveragePooling1D" | "Activation" | "Dropout" };

// One row per layer. outputShape: without the batch; weights: the shapes of the layer's weights.
export interface Summary {
  layers: { type: string; outputShape: number[]; weights: number[][]; params: number }[];
  total: number;
  trainable: number;
  nonTrainable: number;
}

// Every parameter in PyTorch's order, each once.
export function listParameters(network: Network): Parameter[] {
  // Write your code here and replace the two lines below.
  void network;
  return [];
}

// total: all knobs; trainable: those that are not frozen.
export function countParameters(network: Network): { total: number; trainable: number } {
  void network;
  return { total: 0, trainable: 0 };
}

// The table of Keras's model.summary(). inputShape: without the batch.
export function summarize(inputShape: number[], layers: KerasLayer[]): Summary {
  void inputShape;
  void layers;
  return { layers: [], total: 0, trainable: 0, nonTrainable: 0 };
}
