// result: wrong-answer | Keys with NUL, line breaks, escapes and line separators.
export function total(): unknown {
  return { "\0": 1, "\n\r": 2, "\u001b[2J": 3, "\u2028\u2029": 4, '"}],"v":6,"': 5, "\\u0022": 6, "": 7 };
}
