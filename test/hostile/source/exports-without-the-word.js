// source: accepted, compile-error | A script without export that writes to exports by itself.
exports.total = function (values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
};
