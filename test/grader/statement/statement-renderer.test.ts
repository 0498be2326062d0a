// Statements rendered behind walls: the output, and the result for texts that attack the renderer.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { findPacks, LANGUAGES, loadExercise } from "../../../grader/doors/packs.ts";
import { type RenderedStatement } from "../../../grader/doors/statements.ts";
import { buildStatementProgram } from "../../../grader/statement/build-statement-program.ts";
import { listLaunchPlans } from "../../../grader/walls/parent/launch-plans.ts";
import { StatementRenderer } from "../../../grader/statement/statement-renderer.ts";
import { EXERCISES } from "../../support/packs.ts";
import { remainingSlotProcesses, slotProcesses } from "../../support/processes.ts";

const TARGETS = { files: "/files/e", exercises: "/en/exercises/p" };
const MAX_HTML = 4 * 1024 * 1024;

let grader: Grader;
beforeAll(() => {
  // This never starts a slot for submissions.
  grader = createGrader();
});
afterAll(() => grader.close());

async function renderAll(...texts: string[]): Promise<RenderedStatement[]> {
  return grader.renderStatements(
    texts.map((text, i) => ({ text, file: `p/e/${i}.md`, targets: TARGETS })),
  );
}

test("every statement of the pack becomes a page, in seconds", async () => {
  const { packs } = findPacks(EXERCISES);
  const exercises = await Promise.all(
    packs.flatMap((pack) => pack.manifest.exercises.map((id) => loadExercise(pack, id))),
  );
  const texts = exercises.flatMap(({ statements }) =>
    LANGUAGES.map((language) => statements[language]),
  );
  const rendered = await renderAll(...texts);
  expect(rendered).toHaveLength(texts.length);
  for (const result of rendered) {
    expect(result).toMatchObject({ ok: true });
    const { html } = result as { html: string };
    expect(html).toMatch(/<h2>[^<]/);
    expect(html).toContain('<img src="/files/e/figures/');
    expect(html).not.toMatch(/<h1|katex-error|<script|<style|\son[a-z]+=|href="\.|src="figures/);
  }
  expect(await remainingSlotProcesses()).toEqual([]);
});

describe("a text that attacks the renderer is reported, and those around it are rendered", () => {
  const many = (text: string, times: number) => text.repeat(times);
  test.each<[string, string, string]>([
    [
      "a page of endless formulas",
      many("$\\frac{x_1}{x_2}$ ", 200_000),
      "statement-slow|statement-fails",
    ],
    ["one endless formula", `$${many("x+", 1_500_000)}$`, "statement-slow|statement-fails"],
    [
      "an extremely wide table",
      `$$\n\\begin{array}{c}${many("a&", 400_000)}\\end{array}\n$$`,
      "statement-slow|statement-fails",
    ],
    ["HTML of many times its size", many("$x_1$ ", 30_000), "statement-slow|statement-fails"],
    ["brackets in brackets, a million", many("[", 1_000_000), "statement-slow|statement-fails|ok"],
    ["links in links", many("[a](", 700_000), "statement-slow|statement-fails|ok"],
    [
      "formulas in formulas",
      `$${many("\\frac{", 100_000)}1${many("}{2}", 100_000)}$`,
      "statement-slow|statement-fails|ok",
    ],
    ["braces in braces", `$${many("{", 1_000_000)}$`, "statement-slow|statement-fails|ok"],
    ["macros that call themselves", "$\\def\\a{\\a\\a}\\a$", "ok"],
    ["macros that double", `$\\edef\\a{x}${many("\\edef\\a{\\a\\a}", 60)}\\a$`, "ok"],
    ["endless emphasis", many("*a **b _c ", 300_000), "statement-slow|statement-fails|ok"],
    [
      "lists in lists",
      Array.from({ length: 4000 }, (_, i) => `${" ".repeat(i * 2)}- a`)
        .join("\n")
        .slice(0, 4_000_000),
      "statement-slow|statement-fails|ok",
    ],
  ])(
    "%s",
    async (_, bomb, outcomes) => {
      const [before, attack, after] = await renderAll("Before $a$.", bomb, "## After\n");
      expect(before).toMatchObject({ ok: true });
      expect(after).toEqual({ ok: true, html: "<h2>After</h2>\n", knobs: null });
      const outcome = attack!.ok ? "ok" : attack!.problem.code;
      expect(outcomes.split("|")).toContain(outcome);
      expect(attack!.ok ? attack!.html.length : 0).toBeLessThanOrEqual(MAX_HTML);
      expect(attack!.ok ? "p/e/1.md" : attack!.problem.file).toBe("p/e/1.md");
      expect(await remainingSlotProcesses()).toEqual([]);
      // Three seconds of CPU, tried twice at most, however busy the machine is.
    },
    240_000,
  );
});

describe("the process", () => {
  test("has all walls that protect slots here, and neither addons nor threads", async () => {
    const [strongest] = listLaunchPlans(buildStatementProgram(), 3400, 60);
    expect(strongest!.command.join(" ")).toContain("--permission");
    expect(strongest!.command.join(" ")).not.toMatch(
      /--allow-(?:addons|worker|child-process|fs-write|net)|addon/,
    );
    expect(strongest!.command.join(" ").match(/--allow-fs-read=\S+/g)).toHaveLength(1);
  });

  test("is killed when the renderer is closed in the middle", async () => {
    const renderer = new StatementRenderer();
    const rendering = renderer.render([
      { text: "$x_1$ ".repeat(600_000), file: "f", targets: TARGETS },
    ]);
    rendering.catch(() => undefined);
    await expect.poll(() => slotProcesses().length, { timeout: 20_000 }).toBeGreaterThan(0);
    await renderer.close();
    await expect(rendering).rejects.toThrow("closed");
    expect(await remainingSlotProcesses()).toEqual([]);
    await expect(renderer.render([{ text: "a", file: "f", targets: TARGETS }])).rejects.toThrow(
      "closed",
    );
  });

  test("lists requested at once are each answered completely", async () => {
    const lists = await Promise.all([renderAll("a", "b"), renderAll("c"), renderAll()]);
    expect(lists.map((list) => list.map((result) => (result.ok ? result.html : "")))).toEqual([
      ["<p>a</p>\n", "<p>b</p>\n"],
      ["<p>c</p>\n"],
      [],
    ]);
  });
});
