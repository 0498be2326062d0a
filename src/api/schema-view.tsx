// Renders schemas as tables: each field with its type, its allowed values and its meaning. Named
// schemas are linked.

import type { Translate } from "../i18n/index.ts";
import type { OpenApiDocument } from "./document.ts";

export type Schema = NonNullable<NonNullable<OpenApiDocument["components"]>["schemas"]>[string];
type PlainSchema = Exclude<Schema, { $ref: string }>;

export function isReference(node: object): node is { $ref: string } {
  return "$ref" in node;
}

export function FieldTable({
  t,
  schema,
  caption,
}: {
  t: Translate;
  schema: Schema;
  caption: string;
}) {
  const alternatives = isReference(schema) ? undefined : (schema.oneOf ?? schema.anyOf);
  if (isReference(schema) || alternatives !== undefined || schema.properties === undefined)
    return (
      <p>
        <SchemaType t={t} schema={schema} />
      </p>
    );
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("api.page.name")}</th>
            <th scope="col">{t("api.page.type")}</th>
            <th scope="col">{t("api.page.meaning")}</th>
          </tr>
        </thead>
        <tbody>
          <Fields t={t} schema={schema} prefix="" />
        </tbody>
      </table>
    </div>
  );
}

/** Fields of unnamed schemas are listed under the field that contains them: "error.code". */
function Fields({ t, schema, prefix }: { t: Translate; schema: PlainSchema; prefix: string }) {
  return (
    <>
      {Object.entries(schema.properties ?? {}).map(([name, field]) => {
        const inner = innerObject(field);
        return (
          <>
            <tr>
              <th scope="row">
                <code>
                  {prefix}
                  {name}
                </code>
              </th>
              <td>
                <SchemaType t={t} schema={field} />
                {schema.required?.includes(name) === true ? (
                  ""
                ) : (
                  <>
                    {" "}
                    <span class="muted">{t("api.page.optional")}</span>
                  </>
                )}
              </td>
              <td>{isReference(field) ? "" : field.description}</td>
            </tr>
            {inner !== undefined && (
              <Fields
                t={t}
                schema={inner.schema}
                prefix={`${prefix}${name}${inner.isList ? "[]" : ""}.`}
              />
            )}
          </>
        );
      })}
    </>
  );
}

function innerObject(field: Schema): { schema: PlainSchema; isList: boolean } | undefined {
  if (isReference(field)) return undefined;
  if (field.properties !== undefined) return { schema: field, isList: false };
  const { items } = field;
  return items !== undefined && !isReference(items) && items.properties !== undefined
    ? { schema: items, isList: true }
    : undefined;
}

export function SchemaType({ t, schema }: { t: Translate; schema: Schema | undefined }) {
  if (schema === undefined) return <>{t("api.page.anything")}</>;
  if (isReference(schema)) {
    const name = schema.$ref.split("/").at(-1)!;
    return <a href={`#schema-${name}`}>{name}</a>;
  }
  const alternatives =
    schema.oneOf ?? schema.anyOf ?? (schema.allOf?.length === 1 ? schema.allOf : undefined);
  if (alternatives !== undefined)
    return (
      <>
        {alternatives.map((part, i) => (
          <>
            {i > 0 && ` ${t("api.page.or")} `}
            <SchemaType t={t} schema={part} />
          </>
        ))}
      </>
    );
  if (schema.enum !== undefined)
    return (
      <>
        {schema.enum.map((value: unknown, i) => (
          <>
            {i > 0 && ` ${t("api.page.or")} `}
            <code>{JSON.stringify(value)}</code>
          </>
        ))}
      </>
    );
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter(
    (type) => type !== undefined,
  );
  if (types.length === 0) return <>{t("api.page.anything")}</>;
  return (
    <>
      {types.map((type, i) => (
        <>
          {i > 0 && ` ${t("api.page.or")} `}
          <TypeName t={t} type={type} schema={schema} />
        </>
      ))}
    </>
  );
}

function TypeName({ t, type, schema }: { t: Translate; type: string; schema: PlainSchema }) {
  switch (type) {
    case "array": {
      const [before = "", after = ""] = t("api.page.listOf", { type: "\0" }).split("\0");
      return (
        <>
          {before}
          <SchemaType t={t} schema={schema.items} />
          {after}
        </>
      );
    }
    case "object": {
      if (typeof schema.additionalProperties !== "object" || schema.properties !== undefined)
        return <>{t("api.page.object")}</>;
      const [before = "", after = ""] = t("api.page.mapOf", { type: "\0" }).split("\0");
      return (
        <>
          {before}
          <SchemaType t={t} schema={schema.additionalProperties} />
          {after}
        </>
      );
    }
    case "string":
      return <>{t("api.page.text")}</>;
    case "number":
    case "integer":
    case "boolean":
      return <>{t(`api.page.${type}`)}</>;
    default:
      return <code>{type}</code>;
  }
}
