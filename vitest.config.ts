import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import LongestFirst from "./test/support/longest-first.ts";

const ALL = ["test/**/*.test.ts"];
/**
 * Tests of the site and of functions in the process of the test. They close what they start, and
 * loading the site again for each file took much of their time.
 */
const SHARING = [
  "{access,closing-line,docs,ip-address,line-length,log,site-address}",
  "{api,assignments,audit,auth,certificates,comments,courses,gradebook,http,i18n,manage}/**/*",
  "{calendar,inbox,notices}/**/*",
  "{demo,islands,map,membership,pack-end,privacy,questions,reference-answers,regrades}/**/*",
  "{reports,rules,scoring,settings,solutions,start-page,statistics}/**/*",
  "catalogue/{publish,statements}",
  "cli/terminal",
  "figures/draw-figure",
  "db/replace-file",
  "e2e/copy-course",
  "e2e/{accounts,after-passing,cas-sign-in,counting,course-pages,course-people,editor,editor-assist}",
  "e2e/{editor-comforts,figures,lti-frames,lti-road}",
  "e2e/{gradebook,knobs,my-courses,pack-end,pages,print,regrade,roster-claims,start-page}",
  "e2e/{lti-registration,platform-roster,platform-scores,questions,tables,teaching,try-it}",
  "e2e/withdrawn",
  "exercises/{drafts,llm-primer,viewed-as-student,withdrawn}",
  "grader/{answer-cache,case-input,hash-sources,redact,report,seeds}",
  "grader/{compare,explain,figures,isolate,own-tests,patterns,writing}/**/*",
  "grader/knobs/*",
  "grader/check/{numbers-in-text,shown-result,mutation/constants}",
  "grader/pack/{bundle,parse,plain-files,read-exercise}",
  "grader/slots/{inside/compile,parent/time-rules,protocol/sent-texts}",
  "grader/statement/{find-unrendered,render-statement}",
  "grader/walls/protocol/frames",
  "grading/{claim-lost,completion,exam-report,grade-queue,progress,queue}",
  "lti/{deep-linking,frames,hostile-launches,storage}",
  "live-tests/{budget,live-tests,scheduler}",
  "lti/**/*",
  "lti/registration*",
  "own-tests/**/*",
  "similarity/{group-pairs,routes}",
  "submissions/{beside-exam,exam-version,hidden-apart,next-step,practice,purpose,report-page,sending/form}",
  "tables/{decode-text,read-table,read-workbook}",
  "ui/{accessible-names,jsx/jsx-runtime,page-weight}",
].map((files) => `test/${files}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      // Each file in its own process: tests that look at processes, ports or the environment must
      // not see those of another file.
      { extends: true, test: { name: "alone", include: ALL, exclude: SHARING } },
      // One file after another in the same process. Such a file restores what it changes of the
      // process (environment, clock), and does not use command-host.ts.
      { extends: true, test: { name: "sharing", include: SHARING, isolate: false } },
    ],
    setupFiles: ["./test/support/divided-limits.ts"],
    reporters: ["default", "./test/support/closing-line-reporter.ts"],
    pool: "forks",
    // Every file starts its own slots, each with processes that want a core; six files at once need
    // as much memory as a small machine has.
    maxWorkers: Math.min(Math.max(availableParallelism(), 2), 6),
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Events take as long as they take: the machine may be busy, and no test is about how soon they
    // happen.
    expect: { poll: { timeout: 30_000 } },
    env: { LC_ALL: "C", NO_COLOR: "1" },
  },
});
