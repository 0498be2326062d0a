// gradus completion: a script for the shell that completes commands, options and exercises.

import type { Command } from "commander";
import { existsSync } from "node:fs";
import { type CommandContext, OWN_PACKS } from "./context.ts";
import { UsageError } from "./usage-error.ts";
import { PLATFORMS } from "./export/export.ts";
import { shortenName } from "./exercise-names.ts";
import { listExercises, openPacks } from "./find-exercise.ts";
import { listCachedNames } from "./remote/cached-exercises.ts";

export async function printCompletion(
  context: CommandContext,
  shell: string,
  program: Command,
): Promise<number> {
  const commands = program.commands
    .map((command) => command.name())
    .filter((name) => name !== "help");
  const listOptions = (name: string) =>
    program.commands
      .find((command) => command.name() === name)!
      .options.map((option) => option.long!)
      .join(" ");
  const here = existsSync(OWN_PACKS) ? listExercises(openPacks(undefined)) : [];
  const all = [...here, ...listCachedNames()];
  const exercises = [...new Set(all.map((one) => shortenName(one, all)))].join(" ");
  const scripts: Record<string, string> = {
    bash: bash(commands, listOptions, exercises),
    zsh: `#compdef gradus\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands, listOptions, exercises)}`,
    fish: fish(commands, program, exercises),
  };
  if (!Object.hasOwn(scripts, shell)) throw new UsageError("usage.shell", { shell });
  context.out(scripts[shell]!);
  return 0;
}

const NEED_EXERCISE = ["start", "grade", "watch", "submit", "status", "export"];

function bash(
  commands: string[],
  listOptions: (name: string) => string,
  exercises: string,
): string {
  const cases = commands.map((name) => `    ${name}) options="${listOptions(name)}" ;;`).join("\n");
  return `# gradus completion for bash: eval "$(npx gradus completion bash)"
_gradus() {
  local word="\${COMP_WORDS[COMP_CWORD]}" options=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.join(" ")}" -- "$word")); return
  fi
  case "\${COMP_WORDS[1]}" in
${cases}
  esac
  case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in
    "export --to") COMPREPLY=($(compgen -W "${Object.keys(PLATFORMS).join(" ")}" -- "$word")); return ;;
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
      ${NEED_EXERCISE.join("|")}) COMPREPLY=($(compgen -W "${exercises}" -- "$word")); return ;;
    esac
  fi
  COMPREPLY=($(compgen -f -- "$word"))
}
complete -o filenames -F _gradus gradus
`;
}

function fish(commands: string[], program: Command, exercises: string): string {
  const lines = [
    "# gradus completion for fish: npx gradus completion fish | source",
    "complete -c gradus -f",
  ];
  for (const name of commands) {
    const command = program.commands.find((known) => known.name() === name)!;
    lines.push(
      `complete -c gradus -n __fish_use_subcommand -a ${name} -d ${JSON.stringify(command.description())}`,
    );
    for (const { long, description } of command.options) {
      const option = `-l ${long!.slice(2)} -d ${JSON.stringify(description)}`;
      lines.push(`complete -c gradus -n "__fish_seen_subcommand_from ${name}" ${option}`);
    }
  }
  lines.push(
    `complete -c gradus -n "__fish_seen_subcommand_from ${NEED_EXERCISE.join(" ")}" -a "${exercises}"`,
  );
  lines.push(
    `complete -c gradus -n "__fish_seen_subcommand_from grade watch replay submit export check" -F`,
  );
  lines.push(
    `complete -c gradus -n "__fish_seen_subcommand_from export" -l to -x -a "${Object.keys(PLATFORMS).join(" ")}"`,
  );
  return `${lines.join("\n")}\n`;
}
