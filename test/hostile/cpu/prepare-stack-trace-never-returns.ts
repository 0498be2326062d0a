// cpu: time-limit-exceeded | Making the text of a stack runs student code that loops.
(Error as unknown as { prepareStackTrace: unknown }).prepareStackTrace = () => {
  for (;;);
};
export function total(): number {
  return new Error("look at my stack").stack!.length;
}
