// The section of a participant: any text, with the existing sections as suggestions.

import type { Translate } from "../i18n/index.ts";
import type { FieldError } from "../ui/field.tsx";

interface SectionInputProps {
  t: Translate;
  sections: string[];
  value: string;
  error: FieldError | undefined;
  maxlength: number;
}

export function SectionInput({ t, sections, value, error, maxlength }: SectionInputProps) {
  return (
    <div class="field">
      <label for="field-section">{t("people.section")}</label>
      <input
        id="field-section"
        name="section"
        value={value}
        list="sections"
        maxlength={maxlength}
        autocomplete="off"
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={error === undefined ? "field-section-hint" : "field-section-error"}
        autofocus={error !== undefined}
      />
      <datalist id="sections">
        {sections.map((section) => (
          <option value={section}></option>
        ))}
      </datalist>
      {error === undefined ? (
        <p class="hint" id="field-section-hint">
          {t("people.sectionHint")}
        </p>
      ) : (
        <p class="error" id="field-section-error">
          {t(error.key, error.params)}
        </p>
      )}
    </div>
  );
}
