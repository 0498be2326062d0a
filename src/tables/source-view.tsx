// How a file was read, for the previews of roster and gradebook: its encoding, its header, skipped
// lines and notes. A form without scripts previews it again.

import type { Child } from "hono/jsx";
import type { AppContext } from "../http/environment.ts";
import type { Translate } from "../i18n/index.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { type Delimiter, hasSureEncoding, type Table } from "./table.ts";

const SIGNS = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
} as const satisfies Record<Delimiter, string>;
/** The file types that an upload accepts. */
export const TABLE_FILES = [
  ".csv,.tsv,.txt,.xlsx,text/csv,text/plain,text/tab-separated-values",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
].join(",");
const HEADER_CHOICES = 12;

interface SourceProps {
  c: AppContext;
  table: Table;
  /** The URL that previews again. */
  action: string;
  /** Further choices: which column is which. */
  children?: Child;
  isOpen: boolean;
}

export function TableSourceView({
  c,
  table: { source, above, header, rows },
  action,
  children,
  isOpen,
}: SourceProps) {
  const t = c.get("t");
  const firstLines = [
    ...above,
    ...(header.line === null ? [] : [{ line: header.line, text: header.titles.join(" ") }]),
    ...rows.map(({ line, cells }) => ({ line, text: cells.join(" ") })),
  ].slice(0, HEADER_CHOICES);
  return (
    <details class="folded" open={isOpen}>
      <summary>{t("table.source.title")}</summary>
      <form method="get" action={action} class="account-form">
        {source.kind === "workbook" ? (
          <p>{t("table.source.workbook")}</p>
        ) : (
          <>
            <div class="field">
              <label for="field-encoding">{t("table.source.encoding")}</label>
              <select id="field-encoding" name="encoding">
                {source.candidates.map(({ encoding, sample }, i) => (
                  <option value={encoding} selected={encoding === source.encoding}>
                    {i === 0 && source.candidates.length > 1
                      ? t("table.source.likeliest", { encoding })
                      : encoding}
                    {sample === "" ? "" : `: ${escapeControls(sample)}`}
                  </option>
                ))}
              </select>
            </div>
            <p class="muted">
              {t("table.source.delimiter", { sign: nameDelimiter(source.delimiter, t) })}
            </p>
          </>
        )}
        <div class="field">
          <label for="field-header">{t("table.source.headerLine")}</label>
          <select id="field-header" name="header">
            <option value="0" selected={header.line === null}>
              {t("table.source.noHeader")}
            </option>
            {firstLines.map(({ line, text }) => (
              <option value={line} selected={line === header.line}>
                {t("table.source.headerAt", { line, text: escapeControls(text.slice(0, 60)) })}
              </option>
            ))}
          </select>
        </div>
        {children}
        <p class="actions">
          <button type="submit">{t("table.source.again")}</button>
        </p>
      </form>
    </details>
  );
}

export function nameDelimiter(delimiter: Delimiter, t: Translate): string {
  return t(`table.source.sign.${SIGNS[delimiter]}`);
}

/** An uncertain encoding is confirmed by a checkbox in the import form. */
export function ConfirmEncoding({ c, table: { source } }: { c: AppContext; table: Table }) {
  if (hasSureEncoding(source)) return null;
  return (
    <label class="check">
      <input type="checkbox" name="namesAreRight" value="yes" required />{" "}
      <span>{c.get("t")("table.source.confirm")}</span>
    </label>
  );
}

export function UnsureEncoding({ c, table: { source } }: { c: AppContext; table: Table }) {
  if (source.kind === "workbook" || source.isSure) return null;
  const t = c.get("t");
  const sample =
    source.candidates.find(({ encoding }) => encoding === source.encoding)?.sample ?? "";
  return (
    <div class="notice warn" role="status">
      <p>{t("table.source.unsure", { encoding: source.encoding })}</p>
      {sample !== "" && (
        <p>
          {t("table.source.sample", { encoding: source.encoding })}{" "}
          <strong>{escapeControls(sample)}</strong>
        </p>
      )}
    </div>
  );
}

/** Lines above the header, and columns that are not read. */
export function LeftOut({
  c,
  table: { above, header },
  ignored,
}: {
  c: AppContext;
  table: Table;
  ignored: number[];
}) {
  const t = c.get("t");
  return (
    <>
      {above.length > 0 && (
        <>
          <p class="muted">{t("table.source.above", { count: above.length })}</p>
          <ul class="muted">
            {above.map(({ text }) => (
              <li>{escapeControls(text)}</li>
            ))}
          </ul>
        </>
      )}
      {ignored.length > 0 && (
        <p class="muted">
          {t("table.source.ignored", {
            titles: ignored.map((i) => escapeControls(header.titles[i]!.slice(0, 60))).join(", "),
          })}
        </p>
      )}
    </>
  );
}

export function nameColumn({ header, rows }: Table, place: number, t: Translate): string {
  const title = header.titles[place] ?? "";
  const name = title === "" ? t("table.source.column", { n: place + 1 }) : title.slice(0, 60);
  const sample = rows.find(({ cells }) => cells[place] !== "")?.cells[place] ?? "";
  return escapeControls(
    sample === ""
      ? name
      : t("table.source.columnLine", { title: name, sample: sample.slice(0, 30) }),
  );
}
