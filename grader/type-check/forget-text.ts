// V8 remembers the text of the last match of a regular expression, for `RegExp.input`. After an
// answer, that would be a student's code.

export function forgetLastMatch(): void {
  /^/.exec("");
}
