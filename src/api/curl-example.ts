// Writes an example call of an operation for a shell.

interface Call {
  server: string;
  path: string;
  method: string;
  needsToken: boolean;
  hasBody: boolean;
  isStream: boolean;
}

const PARAMETERS: Record<string, string> = {
  pack: "llm-primer",
  exercise: "fit-a-line",
  id: "3f9k2m7q1x8w4c6d",
};

/** Longer commands are split over several lines. */
const LINE_COLUMNS = 90;

export function formatCurl({ server, path, method, needsToken, hasBody, isStream }: Call): string {
  const address = `${server}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMETERS[name] ?? name)}`;
  const parts = [
    `curl${isStream ? " -N" : ""}${method === "get" ? "" : ` -X ${method.toUpperCase()}`}`,
  ];
  if (needsToken) parts.push('-H "Authorization: Bearer $GRADUS_TOKEN"');
  // jq encodes any file content as a JSON string.
  if (hasBody)
    parts.push(
      '-H "Content-Type: application/json"',
      "--data \"$(jq -n --rawfile source my.ts '{source: $source}')\"",
    );
  const line = [...parts, address].join(" ");
  return line.length <= LINE_COLUMNS ? line : [...parts, address].join(" \\\n  ");
}
