// Words in every language, in reports and in answers of the API.

import { z } from "zod";

export const localized = z
  .strictObject({ "zh-CN": z.string(), en: z.string() })
  .meta({ id: "Localized", description: "api.schema.localized" });
