// All wording: the grader's and the command line's in zh-CN.ts and en.ts, and each area of the site
// in a file of areas/, with both languages side by side.

import * as absent from "./areas/absent.ts";
import * as account from "./areas/account.ts";
import * as api from "./areas/api.ts";
import * as assignment from "./areas/assignment.ts";
import * as audit from "./areas/audit.ts";
import * as backup from "./areas/backup.ts";
import * as checkPrevented from "./areas/check-prevented.ts";
import * as checkRuns from "./areas/check-runs.ts";
import * as checkTexts from "./areas/check-texts.ts";
import * as comment from "./areas/comment.ts";
import * as compile from "./areas/compile.ts";
import * as course from "./areas/course.ts";
import * as demo from "./areas/demo.ts";
import * as editor from "./areas/editor.ts";
import * as engine from "./areas/engine.ts";
import * as firstLink from "./areas/first-link.ts";
import * as gradebook from "./areas/gradebook.ts";
import * as manage from "./areas/manage.ts";
import * as myCourses from "./areas/my-courses.ts";
import * as note from "./areas/note.ts";
import * as people from "./areas/people.ts";
import * as privacy from "./areas/privacy.ts";
import * as purpose from "./areas/purpose.ts";
import * as regrade from "./areas/regrade.ts";
import * as remote from "./areas/remote.ts";
import * as returned from "./areas/returned.ts";
import * as roster from "./areas/roster.ts";
import * as score from "./areas/score.ts";
import * as serve from "./areas/serve.ts";
import * as similarity from "./areas/similarity.ts";
import * as site from "./areas/site.ts";
import * as statistics from "./areas/statistics.ts";
import * as submission from "./areas/submission.ts";
import * as syntax from "./areas/syntax.ts";
import * as table from "./areas/table.ts";
import * as work from "./areas/work.ts";
import { en as core } from "./en.ts";
import { zhCN as coreZh } from "./zh-CN.ts";

export const wording = {
  "zh-CN": {
    ...coreZh,
    check: { ...coreZh.check, ...checkPrevented.zhCN, ...checkRuns.zhCN, ...checkTexts.zhCN },
    absent: absent.zhCN,
    account: account.zhCN,
    api: api.zhCN,
    assignment: assignment.zhCN,
    audit: audit.zhCN,
    backup: backup.zhCN,
    comment: comment.zhCN,
    compile: compile.zhCN,
    course: course.zhCN,
    demo: demo.zhCN,
    editor: editor.zhCN,
    engine: engine.zhCN,
    firstLink: firstLink.zhCN,
    gradebook: gradebook.zhCN,
    manage: manage.zhCN,
    myCourses: myCourses.zhCN,
    note: note.zhCN,
    people: people.zhCN,
    privacy: privacy.zhCN,
    purpose: purpose.zhCN,
    regrade: regrade.zhCN,
    remote: remote.zhCN,
    returned: returned.zhCN,
    roster: roster.zhCN,
    score: score.zhCN,
    serve: serve.zhCN,
    similarity: similarity.zhCN,
    site: site.zhCN,
    statistics: statistics.zhCN,
    submission: submission.zhCN,
    syntax: syntax.zhCN,
    table: table.zhCN,
    work: work.zhCN,
  },
  en: {
    ...core,
    check: { ...core.check, ...checkPrevented.en, ...checkRuns.en, ...checkTexts.en },
    absent: absent.en,
    account: account.en,
    api: api.en,
    assignment: assignment.en,
    audit: audit.en,
    backup: backup.en,
    comment: comment.en,
    compile: compile.en,
    course: course.en,
    demo: demo.en,
    editor: editor.en,
    engine: engine.en,
    firstLink: firstLink.en,
    gradebook: gradebook.en,
    manage: manage.en,
    myCourses: myCourses.en,
    note: note.en,
    people: people.en,
    privacy: privacy.en,
    purpose: purpose.en,
    regrade: regrade.en,
    remote: remote.en,
    returned: returned.en,
    roster: roster.en,
    score: score.en,
    serve: serve.en,
    similarity: similarity.en,
    site: site.en,
    statistics: statistics.en,
    submission: submission.en,
    syntax: syntax.en,
    table: table.en,
    work: work.en,
  },
};
