// The public bundle: the parts of an exercise that students may download. It contains what the site
// shows, and what judging the visible groups requires; never the reference, generator, validator or
// checker, the examples or anything hidden. It arrives over a network, so it is read under limits.

import { z } from "zod";
import { PackError, problem } from "../pack/problem.ts";
import {
  bounds,
  exerciseManifest,
  fields,
  LANGUAGES,
  localized,
  packManifest,
  slug,
} from "../pack/schema.ts";

export const BUNDLE_FORMAT = "gradus-exercise";
export const BUNDLE_VERSION = 4;
export const MAX_BUNDLE_BYTES = 16 * 1024 * 1024;

/** Longer than any text in a pack can be. */
const text = z.string().max(4 * 1024 * 1024);
/** Text of the codec; readers decode it under budgets. */
const value = text;

const publicCase = z.strictObject({
  name: z.string().min(1).max(200),
  title: localized.optional(),
  input: value,
  expected: value,
  tolerance: bounds.extend({ fields }),
  hint: localized.optional(),
});

const groupFacts = { id: slug, title: localized, points: z.number().min(0).max(1000) };

const publicGroup = z.discriminatedUnion("visible", [
  z.strictObject({
    ...groupFacts,
    visible: z.literal(true),
    scoring: z.enum(["all", "proportional"]),
    needs: z.array(slug).max(50),
    cases: z
      .array(publicCase)
      .min(1)
      .max(10_000)
      .nullable()
      .describe("null: only the server can judge this group"),
  }),
  z.strictObject({ ...groupFacts, visible: z.literal(false) }),
]);

const filePath = z
  .string()
  .max(120)
  .regex(/^(?:figures|assets)\/[a-z0-9][A-Za-z0-9.-]*\.(?:svg|txt|json)$/, "figures/name.svg");

const inEachLanguage = z.strictObject(
  Object.fromEntries(LANGUAGES.map((language) => [language, text])) as Record<
    (typeof LANGUAGES)[number],
    typeof text
  >,
);

export const publicBundle = z
  .strictObject({
    format: z.literal(BUNDLE_FORMAT),
    version: z.literal(BUNDLE_VERSION),
    engine: z.string().min(1).max(40).describe("The version of Gradus that made it"),
    pack: packManifest.pick({ id: true, title: true, version: true, license: true }),
    exercise: exerciseManifest.pick({
      id: true,
      uuid: true,
      title: true,
      level: true,
      minutes: true,
      fromText: true,
      recommended: true,
      exports: true,
      limits: true,
      tolerance: true,
      fields: true,
      given: true,
      figures: true,
    }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "SHA-256")
      .describe("Of the exercise's files on the server; a report names it"),
    local: z.boolean().describe("Whether every visible group can be judged at home"),
    groups: z.array(publicGroup).min(1).max(50),
    statements: inEachLanguage,
    files: z
      .record(filePath, text)
      .refine((files) => Object.keys(files).length <= 500)
      .describe("Figures, and assets that a statement links to, by their paths"),
    starters: inEachLanguage,
    driver: text
      .nullable()
      .describe(
        "JavaScript for the sandbox; null where the first export is called with a case's input",
      ),
  })
  .describe("An exercise as a student may have it at home");
export type PublicBundle = z.infer<typeof publicBundle>;
export type PublicGroup = PublicBundle["groups"][number];

/**
 * Validates a bundle that a server sent as JSON. Throws `PackError`, whose file is `from` and whose
 * detail names the wrong part.
 */
export function readPublicBundle(json: string | Uint8Array, from: string): PublicBundle {
  const refuse = (detail: string) => new PackError([problem("public-bundle", from, { detail })]);
  const length = typeof json === "string" ? Buffer.byteLength(json) : json.length;
  if (length > MAX_BUNDLE_BYTES)
    throw new PackError([problem("too-large", from, { bytes: length, limit: MAX_BUNDLE_BYTES })]);
  let tree: unknown;
  try {
    tree = JSON.parse(
      typeof json === "string" ? json : new TextDecoder("utf-8", { fatal: true }).decode(json),
    );
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? "JSON" : "UTF-8");
  }
  const head = z.object({ format: z.literal(BUNDLE_FORMAT), version: z.number() }).safeParse(tree);
  if (!head.success) throw refuse("format");
  if (head.data.version !== BUNDLE_VERSION)
    throw new PackError([
      problem("public-bundle-version", from, {
        version: head.data.version,
        wanted: BUNDLE_VERSION,
      }),
    ]);
  const parsed = publicBundle.safeParse(tree);
  if (parsed.success) return parsed.data;
  throw refuse(parsed.error.issues[0]!.path.map(String).join(".").slice(0, 300));
}
