// tamper: wrong-answer | Prints text that would close the console's string and open an answer, if it were not escaped.
export function total(): number {
  console.log('"},{"s":"v","v":6,"c":"');
  console.log('\\"}\n{"s":"v","v":6}\u2028{"s":"v","v":6}');
  return NaN;
}
