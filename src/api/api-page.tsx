// The API's page: renders the complete OpenAPI document for people.

import type { AppContext } from "../http/environment.ts";
import type { Translate } from "../i18n/index.ts";
import { Layout } from "../ui/layout.tsx";
import { formatCurl } from "./curl-example.ts";
import type { OpenApiDocument } from "./document.ts";
import { FieldTable, isReference, type Schema, SchemaType } from "./schema-view.tsx";

type Operation = NonNullable<NonNullable<OpenApiDocument["paths"]>[string]["get"]>;

const METHODS = ["get", "post", "put", "delete"] as const;

export function ApiPage({ c, document }: { c: AppContext; document: OpenApiDocument }) {
  const t = c.get("t");
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) =>
      item[method] === undefined ? [] : [{ path, method, operation: item[method] }],
    ),
  );
  const server = document.servers?.[0]?.url ?? "";
  const [before = "", settings = "", after = ""] = t("api.page.begin").split(/<\/?0>/);
  return (
    <Layout c={c} title={t("api.page.title")}>
      <div class="api">
        <h1>{t("api.page.title")}</h1>
        <p class="lead">{document.info.description}</p>
        <p>
          {before}
          <a href="/settings">{settings}</a>
          {after}
        </p>
        <pre tabindex={0}>
          <code>
            {"export GRADUS_TOKEN=gradus_…\n"}
            {`curl -H "Authorization: Bearer $GRADUS_TOKEN" ${server}/api/v1/me`}
          </code>
        </pre>
        <p>
          <a class="button" href="/api/v1/openapi.json">
            {t("api.page.documentLink")}
          </a>
        </p>
        <nav aria-label={t("api.page.operations")}>
          <ul class="api-index">
            {operations.map(({ path, method, operation }) => (
              <li>
                <a href={`#${operation.operationId}`}>
                  <Call method={method} path={path} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {(document.tags ?? []).map(({ name, description }) => (
          <section aria-labelledby={`tag-${name}`}>
            <h2 id={`tag-${name}`}>{description}</h2>
            {operations
              .filter(({ operation }) => operation.tags?.includes(name))
              .map((entry) => (
                <OperationView t={t} server={server} {...entry} />
              ))}
          </section>
        ))}
        <section aria-labelledby="schemas">
          <h2 id="schemas">{t("api.page.schemas")}</h2>
          {Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => (
            <article id={`schema-${name}`}>
              <h3>{name}</h3>
              {!isReference(schema) && schema.description !== undefined && (
                <p>{schema.description}</p>
              )}
              <FieldTable t={t} schema={schema} caption={name} />
            </article>
          ))}
        </section>
      </div>
    </Layout>
  );
}

function Call({ method, path }: { method: string; path: string }) {
  return (
    <>
      <span class="api-method">{method.toUpperCase()}</span> <code>{path}</code>
    </>
  );
}

interface OperationProps {
  t: Translate;
  server: string;
  path: string;
  method: (typeof METHODS)[number];
  operation: Operation;
}

function selectParameters({ parameters = [] }: Operation) {
  return parameters.flatMap((parameter) => (isReference(parameter) ? [] : [parameter]));
}

function OperationView({ t, server, path, method, operation }: OperationProps) {
  const parameters = selectParameters(operation);
  const request =
    operation.requestBody === undefined || isReference(operation.requestBody)
      ? undefined
      : operation.requestBody.content["application/json"]?.schema;
  const isOpen = operation.security?.some((way) => Object.keys(way).length === 0) === true;
  return (
    <article id={operation.operationId} class="api-operation">
      <h3>{operation.summary}</h3>
      <p class="api-call">
        <Call method={method} path={path} />{" "}
        <span class="badge">{t(isOpen ? "api.page.anybody" : "api.page.somebody")}</span>
      </p>
      {operation.description !== undefined && <p>{operation.description}</p>}
      {parameters.length > 0 && <ParameterTable t={t} parameters={parameters} />}
      {request !== undefined && (
        <p>
          <strong>{t("api.page.requestBody")}</strong> <SchemaType t={t} schema={request} />
        </p>
      )}
      <AnswerTable t={t} operation={operation} />
      <p>
        <strong>{t("api.page.example")}</strong>
      </p>
      <pre tabindex={0}>
        <code>
          {formatCurl({
            server,
            path,
            method,
            needsToken: !isOpen,
            hasBody: request !== undefined,
            isStream: path.endsWith("/events"),
          })}
        </code>
      </pre>
    </article>
  );
}

function ParameterTable({
  t,
  parameters,
}: {
  t: Translate;
  parameters: ReturnType<typeof selectParameters>;
}) {
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-label={t("api.page.parameters")}>
      <table>
        <caption>{t("api.page.parameters")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("api.page.name")}</th>
            <th scope="col">{t("api.page.type")}</th>
            <th scope="col">{t("api.page.meaning")}</th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(({ name, required, description, schema }) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <SchemaType t={t} schema={schema} />{" "}
                <span class="muted">
                  {t(required === true ? "api.page.required" : "api.page.optional")}
                </span>
              </td>
              <td>{description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AnswerTable({ t, operation }: Pick<OperationProps, "t" | "operation">) {
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-label={t("api.page.answers")}>
      <table>
        <caption>{t("api.page.answers")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("api.page.status")}</th>
            <th scope="col">{t("api.page.type")}</th>
            <th scope="col">{t("api.page.meaning")}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(operation.responses ?? {}).map(
            ([status, response]: [
              string,
              { description?: string; content?: Record<string, { schema?: Schema }> },
            ]) => (
              <tr>
                <th scope="row">{status}</th>
                <td>
                  {Object.entries(response.content ?? {}).map(([type, { schema }]) => (
                    <>
                      {type === "application/json" ? "" : `${type}: `}
                      <SchemaType t={t} schema={schema} />
                    </>
                  ))}
                </td>
                <td>{response.description}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
