// 编辑器打开时显示的代码：函数签名和类型，不含任何答案。

/** 至少一个数的平均值。 */
export function mean(values: number[]): number {
  // 在这里写代码
  void values;
  return NaN;
}
