// Lets a question be stopped within TypeScript. Its type checker has no limit of its own, and a
// program that is stopped from outside needs seconds to start again. So the functions through which
// all expensive work passes call a function of ours first, if there is one (step-limit.ts).

/** Computing, comparing, inferring and printing types all pass through these again and again. */
const STEPPED = [
  "checkExpression",
  "checkSourceElement",
  "getConditionalType",
  "getTypeAtFlowNode",
  "getUnionType",
  "inferFromTypes",
  "instantiateTypeWithAlias",
  "isRelatedTo",
  "resolveCall",
  "resolveStructuredTypeMembers",
  "typeToTypeNodeHelper",
];

/** `typescript`: the text of typescript.js. Throws if a function is not there. */
export function addSteps(typescript: string): string {
  let text = typescript;
  for (const name of STEPPED) {
    const start = new RegExp(`^ +function ${name}\\(.*\\) \\{$`, "gm");
    let found = 0;
    text = text.replace(start, (line) => {
      found += 1;
      return `${line} globalThis.onTypeStep?.();`;
    });
    if (found !== 1) throw new Error(`TypeScript has ${found} functions ${name}, not 1`);
  }
  return text;
}
