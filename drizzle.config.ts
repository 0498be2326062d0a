// For drizzle-kit: `npm run migration` compares src/db/schema.ts and teaching-schema.ts with
// migrations/ and writes the next one.

import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "sqlite",
  schema: ["./src/db/schema.ts", "./src/db/teaching-schema.ts"],
  out: "./migrations",
  casing: "snake_case",
});
