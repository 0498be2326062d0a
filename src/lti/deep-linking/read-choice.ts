// What the picker's form contains: assignments of the course, exercises for new ones with their
// points and due time, and the search.

import type { Catalogue, Offer } from "../../catalogue/catalogue.ts";
import {
  type FormErrors,
  type FormValues,
  NEW_VALUES,
} from "../../courses/assignment-pages/form-values.ts";
import { parseValues, type Settings } from "../../courses/assignment-pages/parse-form.ts";
import { type Form, readLine, readNarrow } from "../../http/read-field.ts";
import type { FieldError } from "../../ui/field.tsx";
import { MAX_TITLE_LENGTH } from "../../membership/create-course.ts";
import { type Filter, NO_FILTER, readFilter } from "../../start-page/filter.ts";
import { type Standing, mayCreate } from "./find-standing.ts";

/** The names of fields; with `ONE`, the values of radio buttons. */
export const ASSIGNMENT = "assignment:";
export const EXERCISE = "exercise:";
export const ONE = "one";
const MAX_PICKED = 100;

/** The form as it was sent. */
export interface PickerForm {
  /** "assignment:<id>" and "exercise:<pack>/<exercise>". */
  chosen: ReadonlySet<string>;
  filter: Filter;
  values: FormValues;
  /** For a new course. */
  title: string;
}

export interface PickerErrors extends FormErrors {
  course?: FieldError;
}

export interface Choice {
  /** Those that exist. */
  assignmentIds: string[];
  offers: Offer[];
  settings: Settings;
  /** null: the platform's course is linked already. */
  newCourse: string | null;
}

export function startForm({ contextTitle }: Pick<Standing, "contextTitle">): PickerForm {
  return { chosen: new Set(), filter: NO_FILTER, values: NEW_VALUES, title: contextTitle };
}

export function readPickerForm(form: Form): PickerForm {
  const names = Object.keys(form).filter(
    (name) => name.startsWith(ASSIGNMENT) || name.startsWith(EXERCISE),
  );
  const one = readNarrow(form, ONE);
  const { query, level } = readFilter((name) => readLine(form, name));
  return {
    chosen: new Set(one === "" ? names : [...names, one]),
    filter: { ...NO_FILTER, query, level },
    values: {
      ...NEW_VALUES,
      points: readNarrow(form, "points"),
      dueAt: readNarrow(form, "dueAt"),
      dueFold: readNarrow(form, "dueFold"),
    },
    title: readLine(form, "title").slice(0, MAX_TITLE_LENGTH),
  };
}

export type Read = { ok: true; choice: Choice } | { ok: false; errors: PickerErrors };

interface Offered {
  catalogue: Catalogue;
  standing: Standing;
  /** The ids of the assignments that the page lists. */
  listed: ReadonlySet<string>;
  acceptsSeveral: boolean;
  /** The time zone of a new course. */
  timeZone: string;
}

export function readChoice({ chosen, values, title }: PickerForm, offered: Offered): Read {
  const { catalogue, standing, listed, acceptsSeveral, timeZone } = offered;
  const refuse = (errors: PickerErrors): Read => ({ ok: false, errors });
  const assignmentIds: string[] = [];
  const offers: Offer[] = [];
  for (const name of chosen) {
    const id = name.slice(ASSIGNMENT.length);
    const [pack = "", ...exercise] = name.slice(EXERCISE.length).split("/");
    const offer = name.startsWith(EXERCISE) ? catalogue.find(pack, exercise.join("/")) : undefined;
    if (name.startsWith(ASSIGNMENT) && listed.has(id)) assignmentIds.push(id);
    else if (offer !== undefined && mayCreate(standing)) offers.push(offer);
    else return refuse({ exercises: { key: "ltiDeepLinking.error.gone" } });
  }
  const count = assignmentIds.length + offers.length;
  if (count === 0) return refuse({ exercises: { key: "ltiDeepLinking.error.none" } });
  if (count > 1 && !acceptsSeveral)
    return refuse({ exercises: { key: "ltiDeepLinking.error.one" } });
  if (count > MAX_PICKED)
    return refuse({ exercises: { key: "ltiDeepLinking.error.many", params: { max: MAX_PICKED } } });
  const isNew = standing.course === null;
  if (isNew && title === "") return refuse({ course: { key: "lti.context.chooseOne" } });
  const parsed = parseValues(values, standing.course?.timeZone ?? timeZone);
  // The fields of new assignments mean nothing without one.
  const read = parsed.ok || offers.length > 0 ? parsed : parseValues(NEW_VALUES, timeZone);
  if (!read.ok) return refuse(read.errors);
  return {
    ok: true,
    choice: { assignmentIds, offers, settings: read.settings, newCourse: isNew ? title : null },
  };
}
