// PyTorch 网络里的一个模块。形状是一列数，[] 是单独一个数的形状。
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

// tied：按顺序执行的 [name, source]；frozen：模块或参数的全名。
export interface Network {
  root: Module;
  tied: [name: string, source: string][];
  frozen: string[];
}

// 一个权重或一个偏置：全名、形状，以及里面有多少个数。
export interface Parameter {
  name: string;
  shape: number[];
  count: number;
}

// Keras 网络里的一层。
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

// 每层一行。outputShape：不含批量那一维；weights：这一层各个权重的形状。
export interface Summary {
  layers: { type: string; outputShape: number[]; weights: number[][]; params: number }[];
  total: number;
  trainable: number;
  nonTrainable: number;
}

// 按 PyTorch 的顺序列出每个参数，各列一次。
export function listParameters(network: Network): Parameter[] {
  // 在这里写代码，替换下面两行。
  void network;
  return [];
}

// total：全部旋钮；trainable：没有冻结的旋钮。
export function countParameters(network: Network): { total: number; trainable: number } {
  void network;
  return { total: 0, trainable: 0 };
}

// Keras 的 model.summary() 那张表。inputShape：不含批量那一维。
export function summarize(inputShape: number[], layers: KerasLayer[]): Summary {
  void inputShape;
  void layers;
  return { layers: [], total: 0, trainable: 0, nonTrainable: 0 };
}
