// All texts. Each area is a file in areas/ with both languages, and its name is the first part of
// its keys: "myCourses.title" is in areas/my-courses.ts. Large areas have sections in files of
// their own (assignment-form.ts contains "assignment.form.…").

import * as absent from "./areas/absent.ts";
import * as account from "./areas/account.ts";
import * as api from "./areas/api.ts";
import * as assignment from "./areas/assignment.ts";
import * as audit from "./areas/audit.ts";
import * as backup from "./areas/backup.ts";
import * as certificate from "./areas/certificate.ts";
import * as check from "./areas/check.ts";
import * as comment from "./areas/comment.ts";
import * as compile from "./areas/compile.ts";
import * as copyCourse from "./areas/copy-course.ts";
import * as course from "./areas/course.ts";
import * as demo from "./areas/demo.ts";
import * as editor from "./areas/editor.ts";
import * as engine from "./areas/engine.ts";
import * as explain from "./areas/explain.ts";
import * as exportReport from "./areas/export.ts";
import * as failure from "./areas/failure.ts";
import * as ownTest from "./areas/own-test.ts";
import * as figure from "./areas/figure.ts";
import * as firstLink from "./areas/first-link.ts";
import * as gradebook from "./areas/gradebook.ts";
import * as graders from "./areas/graders.ts";
import * as help from "./areas/help.ts";
import * as hint from "./areas/hint.ts";
import * as institution from "./areas/institution.ts";
import * as judge from "./areas/judge.ts";
import * as knobs from "./areas/knobs.ts";
import * as list from "./areas/list.ts";
import * as load from "./areas/load.ts";
import * as lti from "./areas/lti.ts";
import * as ltiDeepLinking from "./areas/lti-deep-linking.ts";
import * as ltiGrades from "./areas/lti-grades.ts";
import * as ltiRegistration from "./areas/lti-registration.ts";
import * as ltiRoster from "./areas/lti-roster.ts";
import * as manage from "./areas/manage.ts";
import * as map from "./areas/map.ts";
import * as mismatch from "./areas/mismatch.ts";
import * as myCourses from "./areas/my-courses.ts";
import * as newExercise from "./areas/new.ts";
import * as notice from "./areas/notice.ts";
import * as note from "./areas/note.ts";
import * as packEnd from "./areas/pack-end.ts";
import * as pattern from "./areas/pattern.ts";
import * as people from "./areas/people.ts";
import * as privacy from "./areas/privacy.ts";
import * as problem from "./areas/problem.ts";
import * as publishFailure from "./areas/publish-failure.ts";
import * as purpose from "./areas/purpose.ts";
import * as question from "./areas/question.ts";
import * as reference from "./areas/reference.ts";
import * as regrade from "./areas/regrade.ts";
import * as remote from "./areas/remote.ts";
import * as replay from "./areas/replay.ts";
import * as report from "./areas/report.ts";
import * as reportFile from "./areas/report-file.ts";
import * as returned from "./areas/returned.ts";
import * as roster from "./areas/roster.ts";
import * as score from "./areas/score.ts";
import * as serve from "./areas/serve.ts";
import * as similarity from "./areas/similarity.ts";
import * as site from "./areas/site.ts";
import * as source from "./areas/source.ts";
import * as start from "./areas/start.ts";
import * as startPage from "./areas/start-page.ts";
import * as solutions from "./areas/solutions.ts";
import * as statistics from "./areas/statistics.ts";
import * as submission from "./areas/submission.ts";
import * as syntax from "./areas/syntax.ts";
import * as table from "./areas/table.ts";
import * as type from "./areas/type.ts";
import * as usage from "./areas/usage.ts";
import * as verdict from "./areas/verdict.ts";
import * as wall from "./areas/wall.ts";
import * as worker from "./areas/worker.ts";
import * as watch from "./areas/watch.ts";
import * as work from "./areas/work.ts";

const areas = {
  absent,
  account,
  api,
  assignment,
  audit,
  backup,
  certificate,
  check,
  comment,
  compile,
  copyCourse,
  course,
  demo,
  editor,
  engine,
  explain,
  export: exportReport,
  failure,
  firstLink,
  gradebook,
  graders,
  help,
  hint,
  institution,
  judge,
  knobs,
  list,
  load,
  lti,
  ltiDeepLinking,
  ltiGrades,
  ltiRegistration,
  ltiRoster,
  manage,
  map,
  mismatch,
  myCourses,
  new: newExercise,
  note,
  notice,
  packEnd,
  pattern,
  people,
  privacy,
  problem,
  publishFailure,
  purpose,
  question,
  reference,
  regrade,
  remote,
  figure,
  ownTest,
  replay,
  report,
  reportFile,
  returned,
  roster,
  score,
  serve,
  similarity,
  site,
  source,
  start,
  startPage,
  solutions,
  statistics,
  submission,
  syntax,
  table,
  type,
  usage,
  verdict,
  wall,
  worker,
  watch,
  work,
};

type Areas = typeof areas;

function selectLanguage<L extends "zhCN" | "en">(language: L): { [A in keyof Areas]: Areas[A][L] } {
  const texts = Object.entries(areas).map(([area, words]) => [area, words[language]]);
  return Object.fromEntries(texts) as { [A in keyof Areas]: Areas[A][L] };
}

export const wording = { "zh-CN": selectLanguage("zhCN"), en: selectLanguage("en") };
