// Builds the files that browsers load: scripts (src/islands/), style sheets, fonts of formulas, the
// icon. Bundles them once for each version into the cache beside the packages. Each name contains a
// hash of the content, so that browsers may cache the file without a limit. Compresses once, not
// for each request.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { buildLater, findPlace, hashSources } from "../../grader/cache-folder.ts";
import type { AppContext } from "../http/environment.ts";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const islandsFolder = join(here, "..", "islands");
/** The editor's table of standard names is made from it. */
const declarationsFolder = join(root, "grader", "type-check");

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const COMPRESSED = [".gz", ".br"];

interface Asset {
  type: string;
  plain: Buffer;
  gzip: Buffer | undefined;
  brotli: Buffer | undefined;
}

/** By the name in its address. */
let assets = new Map<string, Asset>();
/** "editor.js" to "editor-3FX2.js". */
let names = new Map<string, string>();

/** The address of "styles.css", "editor.js" …; throws if there is no such file. */
export function findAssetUrl(name: string): string {
  const built = names.get(name);
  if (built === undefined) throw new Error(`no such asset: ${name}`);
  return `/assets/${built}`;
}

export function serveAsset(c: AppContext, name: string): Response | undefined {
  const asset = assets.get(name);
  if (asset === undefined) return undefined;
  c.header("content-type", asset.type);
  c.header("cache-control", "public, max-age=31536000, immutable");
  const accepted = c.req.header("accept-encoding") ?? "";
  c.header("vary", "accept-encoding");
  if (asset.brotli !== undefined && accepted.includes("br")) {
    c.header("content-encoding", "br");
    return c.body(new Uint8Array(asset.brotli));
  }
  if (asset.gzip !== undefined && accepted.includes("gzip")) {
    c.header("content-encoding", "gzip");
    return c.body(new Uint8Array(asset.gzip));
  }
  return c.body(new Uint8Array(asset.plain));
}

let loading: Promise<void> | undefined;

/** Builds missing files, and reads them, once for each process. No page can be rendered before. */
export function loadAssets(): Promise<void> {
  loading ??= readAssets().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function readAssets(): Promise<void> {
  // Islands import from many rooms, and each of them changes what is built.
  const folder = await buildLater(
    findPlace(root, `site-${hashSources(root, [join(root, "src"), declarationsFolder])}`, []),
    buildInto,
  );
  const files = new Set(readdirSync(folder));
  const read = (file: string) => (files.has(file) ? readFileSync(join(folder, file)) : undefined);
  for (const file of files) {
    if (COMPRESSED.includes(extname(file))) continue;
    assets.set(file, {
      type: TYPES[extname(file)] ?? "application/octet-stream",
      plain: read(file)!,
      gzip: read(`${file}.gz`),
      brotli: read(`${file}.br`),
    });
    const [, name, hash] = /^(.+)-([A-Z0-9]{8})(?=\.[a-z0-9]+$)/.exec(file) ?? [];
    if (name !== undefined && hash !== undefined) names.set(`${name}${extname(file)}`, file);
  }
}

async function buildInto(draft: string): Promise<void> {
  const islands = readdirSync(islandsFolder)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => join(islandsFolder, name));
  // Loads TypeScript, so only to build.
  const { listStandardNames } = await import("../../grader/doors/standard-names.ts");
  await build({
    define: { STANDARD_NAMES: JSON.stringify(listStandardNames()) },
    entryPoints: [
      ...islands,
      join(here, "styles", "styles.css"),
      join(here, "styles", "icon.svg"),
      { in: join(root, "node_modules", "katex", "dist", "katex.min.css"), out: "katex" },
    ].map((entry) =>
      typeof entry === "string" ? { in: entry, out: basename(entry, extname(entry)) } : entry,
    ),
    outdir: draft,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    entryNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".woff": "empty", ".ttf": "empty", ".svg": "copy" },
    jsx: "automatic",
    jsxImportSource: "hono/jsx/dom",
  });
  // Once for each version, not at each start: brotli takes some seconds.
  for (const file of readdirSync(draft).filter((name) =>
    [".js", ".css", ".svg"].includes(extname(name)),
  )) {
    const plain = readFileSync(join(draft, file));
    writeFileSync(join(draft, `${file}.gz`), gzipSync(plain));
    writeFileSync(join(draft, `${file}.br`), brotliCompressSync(plain));
  }
}
