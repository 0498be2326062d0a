// source: compile-error | Hides braces from the engine but not from the parser, so that the right answer is computed outside the function around a module.
let x = 0, y = 0;
const hide = (f) => f;
y = x <!--x; hide(function () {
}); globalThis.outside = true; (function (exports, require, module) {
exports.total = function (values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return globalThis.outside ? sum : NaN;
};
let x = 0, y = 0;
y = x <!--x; })
