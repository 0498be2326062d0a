// The two statements say the same in the same order, as far as a program can tell: headings, figures, code, formulas, list items.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Exercise } from "../pack/load.ts";
import { LANGUAGES } from "../pack/schema.ts";
import type { Finding } from "./check-pack.ts";

export function checkStatements(exercise: Exercise): Finding[] {
  const prefix = `${exercise.pack}/${exercise.id}/`;
  const finding = (code: Finding["code"], file: string, params: Finding["params"] = {}): Finding => ({ kind: "finding", code, file: prefix + file, params });
  const findings: Finding[] = [];
  for (const language of LANGUAGES) {
    if (exercise.statements[language].trim() === "") findings.push(finding("statement-empty", `statement.${language}.md`));
  }
  if (findings.length > 0) return findings;

  const outlines = { zh: outline(exercise.statements["zh-CN"]), en: outline(exercise.statements.en) };
  for (const what of ["headings", "figures", "code", "formulas", "items"] as const) {
    const [zh, en] = [outlines.zh[what], outlines.en[what]];
    if (zh !== en) findings.push(finding("languages-differ", "statement.en.md", { what, zh, en }));
  }

  const present = listFigures(exercise.folder);
  const used = new Set<string>();
  for (const language of LANGUAGES) {
    for (const [, name] of exercise.statements[language].matchAll(/!\[[^\]]*\]\(([^)\s]+)[^)]*\)/g)) {
      used.add(name!);
      if (!present.includes(name!)) findings.push(finding("missing-figure", `statement.${language}.md`, { name: name! }));
    }
  }
  for (const name of present) if (!used.has(name)) findings.push(finding("unused-figure", name));
  return findings;
}

interface Outline {
  headings: string;
  figures: number;
  code: number;
  formulas: number;
  items: number;
}

function outline(markdown: string): Outline {
  const code = [...markdown.matchAll(/^```/gm)].length / 2;
  const prose = markdown.replace(/^```[^]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
  return {
    // The levels in their order: "2 2 3".
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, marks]) => marks!.length).join(" "),
    figures: [...prose.matchAll(/!\[/g)].length,
    code,
    formulas: [...prose.matchAll(/\$\$[^$]+\$\$|\$[^$\n]+\$/g)].length,
    items: [...prose.matchAll(/^\s*(?:[-*]|\d+\.) /gm)].length,
  };
}

function listFigures(folder: string): string[] {
  try {
    return readdirSync(join(folder, "figures")).sort().map((name) => `figures/${name}`);
  } catch {
    return [];
  }
}
