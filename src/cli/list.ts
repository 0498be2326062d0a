// gradus list: the exercises in their order, and how to go on.

import { PackError, readExercise } from "../../grader/index.ts";
import type { CommandContext } from "./context.ts";
import { openPacks } from "./find-exercise.ts";
import { padEnd, width } from "./terminal.ts";

export async function list(context: CommandContext, options: { packs?: string }): Promise<number> {
  const { t, language, style, out } = context;
  let first = "";
  for (const pack of openPacks(options.packs)) {
    const read = await Promise.all(pack.manifest.exercises.map((id) => readExercise(pack, id)));
    const problems = read.flatMap((result) => result.problems);
    if (problems.length > 0) throw new PackError(problems);
    out(`${style("bold", pack.manifest.title[language])}  ${style("dim", `${pack.manifest.id} ${pack.manifest.version}`)}\n\n`);
    const exercises = read.map((result) => result.exercise!);
    first ||= exercises[0]!.id;
    const idColumns = Math.max(...exercises.map(({ id }) => width(id)));
    const titleColumns = Math.max(...exercises.map(({ manifest }) => width(manifest.title[language])));
    for (const { id, manifest } of exercises) {
      const points = manifest.groups.reduce((sum, group) => sum + group.points, 0);
      const details = [t("list.level", { level: manifest.level }), t("list.points", { count: points })];
      if (manifest.needs.length > 0) details.push(t("list.needs", { needs: manifest.needs.join(", ") }));
      out(`  ${style("cyan", padEnd(id, idColumns))}  ${padEnd(manifest.title[language], titleColumns)}  ${style("dim", details.join(" · "))}\n`);
    }
    out("\n");
  }
  out(`${t("list.how")}\n  npx gradus start ${first}\n${t("list.thenGrade")}\n  npx gradus grade ${first} ${first}.ts\n${t("list.orWatch")}\n  npx gradus watch ${first} ${first}.ts\n`);
  return 0;
}
