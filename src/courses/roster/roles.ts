// The names that other systems use for roles.

import type { CourseRole } from "../../db/schema.ts";
import { normalizeTitle } from "../../tables/clean-cell.ts";

const NAMES: [CourseRole, string[]][] = [
  [
    "student",
    [
      "student",
      "students",
      "studentenrollment",
      "learner",
      "participant",
      "学生",
      "学员",
      "本科生",
      "研究生",
      "studierende",
      "studierender",
      "studentin",
      "teilnehmer",
      "teilnehmerin",
      "teilnehmerinnen",
    ],
  ],
  [
    "assistant",
    [
      "assistant",
      "ta",
      "tas",
      "taenrollment",
      "teachingassistant",
      "grader",
      "reader",
      "tutor",
      "tutorin",
      "noneditingteacher",
      "助教",
      "助理教师",
      "学生助教",
      "trainerinohnebearbeitungsrecht",
      "trainerinohnebearbeitungsrechte",
    ],
  ],
  [
    "instructor",
    [
      "instructor",
      "teacher",
      "teacherenrollment",
      "editingteacher",
      "lecturer",
      "professor",
      "教师",
      "老师",
      "任课教师",
      "主讲教师",
      "授课教师",
      "trainer",
      "trainerin",
      "dozent",
      "dozentin",
      "lehrende",
      "lehrender",
    ],
  ],
];
const ROLES = new Map(NAMES.flatMap(([role, names]) => names.map((name) => [name, role] as const)));

/** undefined if it is no role of a course. */
export function parseRole(word: string): CourseRole | undefined {
  return ROLES.get(normalizeTitle(word));
}
