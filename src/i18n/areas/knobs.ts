// The knobs of a statement: sliders for a line, its error, and gradient descent.

import type { Words } from "./words.ts";

export const zhCN = {
  title: "动手调参数",
  intro: "移动 w 和 b，让均方误差（MSE）尽量小。",
  introPaths: "移动 w 和 b，让均方误差（MSE）尽量小；也可以选一个学习率，跟着梯度下降一步一步走。",
  slope: "斜率 w",
  intercept: "截距 b",
  line: "数据点、直线 y = wx + b 和各点的残差",
  lineKey: "竖线是残差。",
  map: "不同的 w 和 b 对应的均方误差，以及当前位置和最佳位置",
  mapKey: "颜色越浓，均方误差越小。菱形是最佳位置。",
  now: "当前：w = {{w}}，b = {{b}}，MSE = {{mse}}",
  best: "最佳：w = {{w}}，b = {{b}}，MSE = {{mse}}",
  isBest: "这就是最佳位置。",
  outside: "当前位置已超出误差图的范围。",
  rate: "梯度下降的学习率",
  noPath: "不使用",
  epoch: "轮数",
  next: "下一轮",
  reset: "回到起点",
};

export const en: Words<typeof zhCN> = {
  title: "Turn the knobs",
  intro: "Move w and b to make the mean squared error (MSE) as small as possible.",
  introPaths:
    "Move w and b to make the mean squared error (MSE) as small as possible. Or choose a learning rate, and follow gradient descent step by step.",
  slope: "Slope w",
  intercept: "Intercept b",
  line: "The points, the line y = wx + b, and the residual of each point",
  lineKey: "The vertical lines are the residuals.",
  map: "The mean squared error for each w and b, with the current and the best place",
  mapKey: "The stronger the colour, the smaller the error. The diamond is the best place.",
  now: "Now: w = {{w}}, b = {{b}}, MSE = {{mse}}",
  best: "Best: w = {{w}}, b = {{b}}, MSE = {{mse}}",
  isBest: "This is the best place.",
  outside: "The current place is outside the map of the error.",
  rate: "Learning rate of gradient descent",
  noPath: "None",
  epoch: "Epoch",
  next: "Next epoch",
  reset: "Back to the start",
};
