// The form with which a reader lets their model write. Without a script it leads to the same page
// with the text below it; the island (islands/writing.ts) puts the text there.

import type { Child } from "hono/jsx";
import {
  MAX_SEED,
  MAX_START,
  MAX_TEMPERATURE,
  readCorpus,
  type WritingOrder,
} from "../../grader/doors/writing.ts";
import type { AppContext } from "../http/environment.ts";
import { Character } from "./writing-view.tsx";
import type { Writer } from "./select-writer.ts";
import { chooseFirstSettings } from "./writing-settings.ts";

interface FormProps {
  c: AppContext;
  writer: Writer;
  /** As they were sent; default: those of the exercise's own report. */
  settings: WritingOrder | undefined;
  /** The text that was written; undefined before anyone asked. */
  children?: Child;
}

export function WritingForm({ c, writer, settings: sent, children }: FormProps) {
  const t = c.get("t");
  const language = c.get("language");
  const { offer, submission } = writer;
  const texts = offer.exercise.writing!.texts;
  const settings = sent ?? chooseFirstSettings(texts, language);
  const exercise = offer.exercise.manifest.title[language];
  return (
    <>
      <p>
        {t("packEnd.model.intro", { exercise })}{" "}
        <a href={`/submissions/${submission.id}`}>{t("packEnd.model.source")}</a>
      </p>
      <form
        id="writing"
        class="writing"
        method="post"
        action={`/packs/${offer.pack}/writing#writing`}
        data-writing={t("packEnd.model.writing")}
        data-offline={t("packEnd.model.offline")}
      >
        <div class="writing-fields">
          <div class="field">
            <label for="writing-text">{t("packEnd.model.text")}</label>
            <select id="writing-text" name="text">
              {texts.map(({ title }, i) => (
                <option value={String(i)} selected={i === settings.text}>
                  {title[language]}
                </option>
              ))}
            </select>
          </div>
          <TextField
            name="start"
            label={t("packEnd.model.start")}
            hint={t("packEnd.model.startHint", { count: MAX_START })}
            value={settings.start}
          />
          <NumberField
            name="temperature"
            label={t("packEnd.model.temperature")}
            hint={t("packEnd.model.temperatureHint", { max: MAX_TEMPERATURE })}
            value={settings.temperature}
            min={0}
            max={MAX_TEMPERATURE}
            step={0.1}
          />
          <NumberField
            name="seed"
            label={t("packEnd.model.seed")}
            hint={t("packEnd.model.seedHint", { max: MAX_SEED })}
            value={settings.seed}
            min={1}
            max={MAX_SEED}
            step={1}
          />
        </div>
        <p class="writing-buttons">
          <button class="primary" type="submit">
            {t("packEnd.model.write")}
          </button>
          <button type="submit" name="another" value="1">
            {t("packEnd.model.another")}
          </button>
        </p>
      </form>
      <div id="written" aria-live="polite">
        {children}
      </div>
      {texts.map(({ title, text }) => {
        const { alphabet } = readCorpus(text);
        return (
          <details class="alphabet">
            <summary>
              {title[language]} · {t("packEnd.model.alphabet", { count: alphabet.length })}
            </summary>
            <p>
              {alphabet.map((character) => (
                <>
                  <Character c={c} character={character} />{" "}
                </>
              ))}
            </p>
          </details>
        );
      })}
    </>
  );
}

interface TextFieldProps {
  name: string;
  label: string;
  hint: string;
  value: string;
}

function TextField({ name, label, hint, value }: TextFieldProps) {
  const id = `writing-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        value={value}
        maxlength={MAX_START}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        aria-describedby={`${id}-hint`}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

interface NumberFieldProps extends Omit<TextFieldProps, "value"> {
  value: number;
  min: number;
  max: number;
  step: number;
}

function NumberField({ name, label, hint, value, min, max, step }: NumberFieldProps) {
  const id = `writing-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="number"
        value={String(value)}
        min={min}
        max={max}
        step={step}
        required
        aria-describedby={`${id}-hint`}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
