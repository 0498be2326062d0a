// result: wrong-answer | Text that is not Unicode.
export function total(): unknown {
  return ["\ud800", "\udfff\ud800", "\ud83d", { "\udead": "\udbff" }];
}
