// Recognises the columns of a roster by their titles, as Canvas, Moodle, Gradescope, Blackboard and
// Chinese registries write them, in Chinese, English and German.

import { normalizeTitle } from "../../tables/clean-cell.ts";
import type { TableNote } from "../../tables/table.ts";
import type { FieldError } from "../../ui/field.tsx";

/** What a roster may hold about a person, in the order in which a page shows it. */
export const COLUMNS = [
  "name",
  "familyName",
  "givenName",
  "username",
  "email",
  "section",
  "role",
] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * Titles without blanks and punctuation, the best first: if a file has several columns of one kind,
 * the title in the earlier group wins. A login name comes before a student number, and that before
 * an internal id of the system.
 */
const TITLES: Record<Column, string[][]> = {
  name: [
    [
      "姓名",
      "学生姓名",
      "全名",
      "名字",
      "name",
      "fullname",
      "studentname",
      "displayname",
      "vollständigername",
      "fullnamestudent",
    ],
    ["student", "学生"],
  ],
  familyName: [["姓", "姓氏", "lastname", "surname", "familyname", "nachname", "familienname"]],
  givenName: [["名", "firstname", "givenname", "forename", "vorname"]],
  username: [
    [
      "用户名",
      "账号",
      "帐号",
      "账户",
      "登录名",
      "用户账号",
      "username",
      "user",
      "login",
      "loginid",
      "loginname",
      "netid",
      "uniqname",
      "sisloginid",
      "sis登录id",
      "anmeldename",
      "benutzername",
      "nutzerkennung",
      "kennung",
    ],
    [
      "学号",
      "学生学号",
      "studentid",
      "studentnumber",
      "studentno",
      "sid",
      "matrikelnummer",
      "matrikelnr",
      "matriculationnumber",
      "registrationnumber",
    ],
    ["sisuserid", "sis用户id", "sisid", "id号", "idnumber", "idnummer", "学籍号", "考号"],
    ["id", "编号", "canvasid"],
  ],
  email: [
    [
      "邮箱",
      "电子邮箱",
      "邮件",
      "电子邮件",
      "邮箱地址",
      "电子邮件地址",
      "邮件地址",
      "email",
      "mail",
      "emailaddress",
      "studentemail",
      "emailadresse",
      "mailadresse",
    ],
  ],
  section: [
    [
      "班级",
      "班级或分组",
      "班级名称",
      "section",
      "sections",
      "class",
      "klasse",
      "kurs",
      "übungsgruppe",
    ],
    ["行政班", "行政班级", "自然班", "教学班", "教学班名称", "教学班级"],
    ["分组", "小组", "组别", "组", "group", "groups", "gruppe", "gruppen", "groupname"],
  ],
  role: [["角色", "身份", "role", "roles", "courserole", "rolle", "rollen"]],
};

const KNOWN = new Map<string, { column: Column; rank: number }>();
for (const column of COLUMNS)
  for (const [rank, titles] of TITLES[column].entries())
    for (const title of titles) KNOWN.set(title, { column, rank });

/**
 * Titles that appear in lists of people but belong to no column of ours. They help to tell the
 * header from a row of data.
 */
const OTHERS = new Set([
  "序号",
  "性别",
  "学院",
  "专业",
  "年级",
  "院系",
  "备注",
  "签名",
  "民族",
  "pointspossible",
  "currentscore",
  "finalscore",
  "department",
  "institution",
  "lastaccess",
  "abteilung",
  "gender",
  "status",
]);

export function isRosterHeader(title: string): boolean {
  const plain = normalizeTitle(title);
  return KNOWN.has(plain) || OTHERS.has(plain);
}

/** The index of each column, from 0. */
export type ColumnPlaces = Partial<Record<Column, number>>;

export interface Columns {
  at: ColumnPlaces;
  /** Indexes of columns that have a title but are not read. */
  ignored: number[];
  notes: TableNote[];
  error: FieldError | undefined;
}

/**
 * What was chosen in the preview; null: no column. A column that is missing here is placed by its
 * title.
 */
export type ChosenColumns = Partial<Record<Column, number | null>>;

/** `emailAt`: the column of email addresses, for a file without titles. */
export function placeColumns(
  titles: string[],
  chosen: ChosenColumns,
  emailAt: number | undefined,
): Columns {
  const notes: TableNote[] = [];
  const at: ColumnPlaces =
    emailAt === undefined ? bestPlaces(titles, chosen, notes) : { email: emailAt };
  if (at.name !== undefined && at.familyName !== undefined && at.givenName !== undefined) {
    delete at.familyName;
    delete at.givenName;
  }
  for (const column of COLUMNS) {
    const place = chosen[column];
    if (place === null || (place !== undefined && place >= titles.length)) delete at[column];
    else if (place !== undefined) {
      // A chosen column is no longer used for what its title suggested.
      for (const other of COLUMNS)
        if (at[other] === place && chosen[other] === undefined) delete at[other];
      at[column] = place;
    }
  }
  const used = new Set(Object.values(at));
  const ignored = titles.flatMap((title, i) => (title !== "" && !used.has(i) ? [i] : []));
  const twice = Object.values(at).length > used.size;
  const hasLogin = at.username !== undefined || at.email !== undefined;
  let error: FieldError | undefined;
  if (twice) error = { key: "roster.problem.columnForTwo" };
  else if (!hasLogin) error = { key: "roster.problem.noLoginColumn" };
  return { at, ignored, notes, error };
}

function bestPlaces(titles: string[], chosen: ChosenColumns, notes: TableNote[]): ColumnPlaces {
  const at: ColumnPlaces = {};
  const known = titles.map((title) => KNOWN.get(normalizeTitle(title)));
  for (const column of COLUMNS) {
    const places = known
      .flatMap((one, i) => (one?.column === column ? [{ i, rank: one.rank }] : []))
      .sort((a, b) => a.rank - b.rank || a.i - b.i);
    const [best, ...rest] = places;
    if (best === undefined) continue;
    at[column] = best.i;
    const others = rest.map(({ i }) => titles[i]!.slice(0, 60)).join(", ");
    if (rest.length > 0 && chosen[column] === undefined)
      notes.push({
        key: "roster.check.twoColumns",
        lines: [],
        params: { kind: column, taken: titles[best.i]!.slice(0, 60), others },
      });
  }
  return at;
}
