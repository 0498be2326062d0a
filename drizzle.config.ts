// For drizzle-kit: `npm run migration` compares the schema files with migrations/ and writes the
// next one.

import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: [
    "./src/db/schema.ts",
    "./src/db/auth-schema.ts",
    "./src/db/pack-schema.ts",
    "./src/db/submission-schema.ts",
    "./src/db/teaching-schema.ts",
    "./src/db/hint-schema.ts",
    "./src/db/certificate-schema.ts",
    "./src/db/question-schema.ts",
    "./src/db/notice-schema.ts",
    "./src/db/lti-schema.ts",
    "./src/db/roster-schema.ts",
    "./src/db/similarity-schema.ts",
    "./src/db/audit-schema.ts",
  ],
  out: "./migrations",
  casing: "snake_case",
});
