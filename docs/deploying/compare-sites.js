// compare-sites.js RESTORED [SITE]: prints how much is in a restored data folder, and beside it how
// much is in the running site's. Exits with 1 if the restored database is damaged or has no owner.
// For restore-drill.sh.

import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";

const COUNTS = {
  people: "select count(*) from users where not coalesce(is_anonymous, 0)",
  courses: "select count(*) from courses",
  submissions: "select count(*) from submissions",
  results: "select count(*) from gradings",
  "newest submission": "select datetime(max(submitted_at) / 1000, 'unixepoch') from submissions",
};

const [restored, site] = process.argv
  .slice(2)
  .map((folder) => join(folder, "gradus.db"))
  .filter((file) => existsSync(file))
  .map((file) => new Database(file, { readonly: true, timeout: 5000 }));
const ask = (database, query) => database.prepare(query).pluck().get() ?? "none";
const print = (...cells) =>
  console.log(
    cells
      .map((cell) => String(cell).padEnd(21))
      .join("")
      .trimEnd(),
  );

const sites = [restored, ...(site === undefined ? [] : [site])];
print("", "restored", ...(site === undefined ? [] : ["running site"]));
for (const [name, query] of Object.entries(COUNTS))
  print(name, ...sites.map((database) => ask(database, query)));

const integrity = ask(restored, "pragma integrity_check");
if (integrity !== "ok") throw new Error(`The database is damaged: ${integrity}`);
if (ask(restored, "select count(*) from users where site_role = 'owner'") === 0)
  throw new Error("The site has no owner.");
