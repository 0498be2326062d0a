// source: compile-error | Gets out of the function around a module in the same way, and throws an error with looping getters at whoever compiles it.
let x = 0, y = 0;
const hide = (f) => f;
y = x <!--x; hide(function () {
}); const endless = { get() { for (;;); } }; throw Object.defineProperties(new Error(), { message: endless, name: endless, stack: endless }); (function (exports, require, module) {
exports.total = () => 6;
let x = 0, y = 0;
y = x <!--x; })
