// A submission beside a solution of its exercise, with the error and the time of each.

import type { Exercise } from "../../grader/doors/packs.ts";
import type { Solutions } from "../../grader/doors/packs.ts";
import type { AppContext } from "../http/environment.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import type { Translate } from "../i18n/index.ts";
import { Layout } from "../ui/layout.tsx";
import type { MeasuredCode, MeasureOutcome } from "./measure-solutions.ts";
import { MeasurementTable } from "./measurement-table.tsx";
import { SolutionCode } from "./solution-code.tsx";

export interface NamedCode extends MeasuredCode {
  /** In the address. */
  id: string;
  title: string;
}

/** The reference first. */
export function nameSolutions(
  { reference, accepted }: Solutions,
  { modules }: Exercise,
  t: Translate,
): NamedCode[] {
  return [
    {
      id: "reference",
      title: t("solutions.reference"),
      fileName: "reference.ts",
      source: reference,
      bundled: /^import\b/m.test(reference) ? modules.reference : undefined,
    },
    ...accepted.map(({ fileName, source }) => ({
      id: fileName,
      title: fileName,
      fileName,
      source,
    })),
  ];
}

interface ComparisonPageProps {
  c: AppContext;
  submission: SubmissionView;
  /** For staff: its author may not read this page now. */
  isWithheld: boolean;
  named: readonly NamedCode[];
  /** undefined: the files of that version cannot be read. */
  shown: NamedCode | undefined;
  outcome: MeasureOutcome;
}

export function ComparisonPage(props: ComparisonPageProps) {
  const { c, submission, isWithheld, named, shown, outcome } = props;
  const t = c.get("t");
  const title = t("solutions.of", { title: submission.title[c.get("language")] });
  const isStaff = submission.seenBy === "staff";
  const mine = t(isStaff ? "solutions.theirs" : "solutions.yours");
  return (
    <Layout c={c} title={title} islands={["highlight-code"]} wide>
      <h1>{title}</h1>
      {isWithheld && <p class="notice">{t("solutions.withheld")}</p>}
      <p>{t(isStaff ? "solutions.introStaff" : "solutions.intro")}</p>
      <p class="actions">
        <a class="button" href={`/submissions/${submission.id}`}>
          {t("solutions.back")}
        </a>
      </p>
      {shown === undefined ? (
        <p class="notice warn">{t("assignment.solutions.damaged")}</p>
      ) : (
        <>
          <MeasurementTable
            c={c}
            titles={[mine, ...named.map(({ title: name }) => name)]}
            isStaff={isStaff}
            outcome={outcome}
          />
          <ChooseSolution c={c} named={named} shown={shown} />
          <div class="side-by-side">
            <SolutionCode title={mine} id="mine" source={submission.source} />
            <SolutionCode title={shown.title} id="solution" source={shown.source} />
          </div>
        </>
      )}
    </Layout>
  );
}

type ChoiceProps = Pick<ComparisonPageProps, "c" | "named"> & { shown: NamedCode };

function ChooseSolution({ c, named, shown }: ChoiceProps) {
  const t = c.get("t");
  if (named.length < 2) return <p class="muted">{t("assignment.solutions.noExamples")}</p>;
  return (
    <nav class="actions" id="choose" aria-label={t("solutions.choose")}>
      {named.map(({ id, title }) => (
        <a
          class="button"
          href={`?with=${encodeURIComponent(id)}#choose`}
          aria-current={id === shown.id ? "true" : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}
