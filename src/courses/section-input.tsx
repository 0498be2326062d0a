// The section of a participant: any text, with the existing sections as suggestions.

import type { Translate } from "../i18n/index.ts";
import type { Fault } from "../ui/field.tsx";

interface SectionInputProps {
  t: Translate;
  sections: string[];
  value: string;
  fault: Fault | undefined;
  maxlength: number;
}

export function SectionInput({ t, sections, value, fault, maxlength }: SectionInputProps) {
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
        aria-invalid={fault === undefined ? undefined : "true"}
        aria-describedby={fault === undefined ? "field-section-hint" : "field-section-fault"}
        autofocus={fault !== undefined}
      />
      <datalist id="sections">
        {sections.map((section) => (
          <option value={section}></option>
        ))}
      </datalist>
      {fault === undefined ? (
        <p class="hint" id="field-section-hint">
          {t("people.sectionHint")}
        </p>
      ) : (
        <p class="fault" id="field-section-fault">
          {t(fault.key, fault.params)}
        </p>
      )}
    </div>
  );
}
