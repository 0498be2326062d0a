// Which column of a roster is what, by its header, in Chinese or English.

import type { Fault } from "../../ui/field.tsx";

export const COLUMNS = ["name", "username", "email", "section"] as const;
export type Column = (typeof COLUMNS)[number];

/** Lower case, without blanks and signs. */
const NAMES: Record<Column, string[]> = {
  name: ["姓名", "名字", "学生姓名", "name", "fullname", "studentname", "displayname"],
  username: ["用户名", "账号", "帐号", "学号", "username", "user", "login", "loginid", "studentid", "studentnumber"],
  email: ["邮箱", "电子邮箱", "邮件", "电子邮件", "邮箱地址", "email", "mail", "emailaddress"],
  section: ["班级", "分组", "班级或分组", "教学班", "小组", "组别", "section", "group", "class"],
};

export interface Columns {
  /** Where each is, from 0. */
  at: Partial<Record<Column, number>>;
  faults: Fault[];
}

export function readColumns(header: string[]): Columns {
  const at: Partial<Record<Column, number>> = {};
  const faults: Fault[] = [];
  for (const [i, title] of header.entries()) {
    const plain = title.normalize("NFKC").toLowerCase().replaceAll(/[\s_./:()*-]/g, "");
    // Excel leaves empty columns at the end.
    if (plain === "") continue;
    const column = COLUMNS.find((name) => NAMES[name].includes(plain));
    if (column === undefined) faults.push({ key: "roster.problem.unknownColumn", params: { name: title.slice(0, 60) } });
    else if (at[column] !== undefined) faults.push({ key: "roster.problem.columnTwice", params: { name: title.slice(0, 60) } });
    else at[column] = i;
  }
  if (at.username === undefined && at.email === undefined) faults.push({ key: "roster.problem.noLoginColumn" });
  return { at, faults };
}

/** What stands between the cells: whichever the first line has most of. */
export function delimiterOf(text: string): string {
  const [first = ""] = /^[^\r\n]*/.exec(text) ?? [];
  const counts = [",", ";", "\t"].map((sign) => [sign, first.split(sign).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
