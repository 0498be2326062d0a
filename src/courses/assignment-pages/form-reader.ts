// Reads the fields of an assignment's form one by one, and collects the errors: at most one a
// field, the first that is found.

import type { z } from "zod";
import type { FieldError } from "../../ui/field.tsx";
import { type FieldName, parseFold, type FormErrors, type FormValues } from "./form-values.ts";
import { parseLocalTime } from "./local-time.ts";

export class FormReader {
  readonly values: FormValues;
  readonly errors: FormErrors = {};
  readonly #timeZone: string;

  constructor(values: FormValues, timeZone: string) {
    this.values = values;
    this.#timeZone = timeZone;
  }

  hasErrors(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  /** Reports an error at a field, unless it has one. */
  error(name: FieldName, key: FieldError["key"], params?: FieldError["params"]): void {
    this.errors[name] ??= params === undefined ? { key } : { key, params };
  }

  /** Milliseconds since 1970; null if the field is empty or wrong. */
  instant(
    name: "opensAt" | "dueAt" | "lateUntil",
    foldName: "opensFold" | "dueFold" | "lateUntilFold",
  ): number | null {
    if (this.values[name] === "") return null;
    const time = parseLocalTime(
      this.values[name],
      this.#timeZone,
      parseFold(this.values[foldName]),
    );
    switch (time.kind) {
      case "instant":
        return time.ms;
      case "skipped":
        this.error(name, "assignment.error.skipped", { next: time.next.replace("T", " ") });
        return null;
      case "ambiguous":
        this.error(name, "assignment.error.ambiguous");
        return null;
      default:
        this.error(name, "assignment.error.date");
        return null;
    }
  }

  /** A number from `min` to `max`; `isAbove`: above `min`. If it is wrong, any number. */
  number(
    name: FieldName,
    min: number,
    max: number,
    { isWhole = false, isAbove = false } = {},
  ): number {
    const value = readDecimal(this.values[name]);
    if (value === undefined) this.error(name, "assignment.error.number");
    else if (value < min || value > max || (isAbove && value === min))
      this.error(name, isAbove ? "assignment.error.above" : "assignment.error.range", { min, max });
    else if (isWhole && !Number.isInteger(value)) this.error(name, "assignment.error.whole");
    return value ?? min;
  }

  choice<T>(name: FieldName, schema: z.ZodType<T>, value: unknown): T | undefined {
    const parsed = schema.safeParse(value);
    // An error in a field has already been reported at that field.
    if (!parsed.success && !this.hasErrors()) this.error(name, "assignment.error.choice");
    return parsed.data;
  }
}

/** undefined if it is not a plain decimal number. */
export function readDecimal(text: string): number | undefined {
  return /^[+-]?\d{1,9}(?:\.\d{1,4})?$/.test(text) ? Number(text) : undefined;
}
