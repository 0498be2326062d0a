// Texts in every language, ids in kebab-case and names of exports, for all schemas of packs.

import { z } from "zod";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const text = z.string().min(1).max(2000);

export const localized = z
  .strictObject({ "zh-CN": text, en: text })
  .describe("The same words in every language");
export type Localized = z.infer<typeof localized>;

export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "kebab-case")
  .max(64);

export const exportName = z
  .string()
  .regex(/^[A-Za-z_$][\w$]*$/, "an identifier")
  .max(60);
