// Draws the terminal pictures in docs/images, from the real output of the commands: npm run
// pictures. Needs chromium.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLM_PRIMER, ROOT } from "./support/packs.ts";
import { BIN } from "./support/run-gradus.ts";

const COLUMNS = 100;
const LINE_PX = 20.4;
/** By SGR code, as the colours of a dark terminal. */
const COLOURS: Record<string, string> = {
  "31": "#ff7b72",
  "32": "#7ee787",
  "33": "#e3b341",
  "34": "#79c0ff",
  "35": "#d2a8ff",
  "36": "#79c0ff",
};

const folder = mkdtempSync(join(tmpdir(), "gradus-pictures-"));
try {
  // Under the name that a student would give it.
  copyFileSync(
    join(LLM_PRIMER, "fit-a-line/submissions/wrong_answer/always-fits-an-intercept.ts"),
    join(folder, "my-regression.ts"),
  );
  for (const language of ["en", "zh-CN"]) {
    draw(`report-${language}`, [
      "grade",
      "fit-a-line",
      "my-regression.ts",
      "--as",
      "student",
      ...(language === "en" ? [] : ["--lang", language]),
    ]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function draw(name: string, args: string[]): void {
  const output = printed(args);
  const lines = output.trimEnd().split("\n").length;
  const page = join(folder, `${name}.html`);
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><style>
    body { margin: 14px; background: #fff; }
    pre { margin: 0; width: 880px; padding: 16px 20px; border-radius: 10px;
      background: #0d1117; color: #f0f6fc;
      font: 14px/${LINE_PX}px "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace; }
    i { font-style: normal; color: #8b949e; }
  </style><pre><i>$</i> npx gradus ${escapeHtml(args.join(" "))}\n\n${toHtml(output.trimEnd())}</pre>`,
  );
  const size = `948,${Math.ceil((lines + 2) * LINE_PX) + 60}`;
  const options = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
  ];
  execFileSync(
    "chromium",
    [
      ...options,
      `--user-data-dir=${join(folder, "profile")}`,
      `--window-size=${size}`,
      `--screenshot=${join(ROOT, "docs", "images", `${name}.png`)}`,
      `file://${page}`,
    ],
    { stdio: "ignore" },
  );
  console.log(`drew docs/images/${name}.png`);
}

/** The output of a command; a wrong answer is exit code 1. */
function printed(args: string[]): string {
  try {
    return execFileSync(process.execPath, [BIN, ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, FORCE_COLOR: "1", COLUMNS: String(COLUMNS), LC_ALL: "C" },
    });
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    if (status === 1) return stdout;
    throw error;
  }
}

function styleOf(code: string): string | undefined {
  if (code === "1") return "font-weight: bold";
  if (code === "2") return "color: #8b949e";
  return COLOURS[code] === undefined ? undefined : `color: ${COLOURS[code]}`;
}

/** Colours, bold and dim as spans. */
function toHtml(text: string): string {
  let open = 0;
  const html = escapeHtml(text).replace(/\u001b\[(\d+)m/g, (_, code: string) => {
    const style = styleOf(code);
    if (style !== undefined) open += 1;
    else if (open > 0) open -= 1;
    else return "";
    return style === undefined ? "</span>" : `<span style="${style}">`;
  });
  return html + "</span>".repeat(open);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
