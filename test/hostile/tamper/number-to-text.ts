// tamper: wrong-answer | Patches every way in which a number becomes text.
const forged = () => "6";
Number.prototype.toString = forged;
Number.prototype.toFixed = forged;
Number.prototype.valueOf = () => 6;
globalThis.String = forged as unknown as StringConstructor;
globalThis.Number = (() => 6) as unknown as NumberConstructor;
globalThis.isNaN = () => false;
Object.is = () => true;
export const total = (): number => NaN;
