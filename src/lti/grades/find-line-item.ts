// Finds the column of a platform's gradebook for an assignment ("line item"), and creates it if
// there is none. The column is the one whose `resourceId` is the assignment's id, so that none is
// created twice. Platforms that forget it still know the link that the column belongs to.

import { z } from "zod";
import type { LtiFamily } from "../../db/lti-schema.ts";
import { type ServiceCaller, ServiceError } from "../call-service.ts";
import {
  addQuery,
  LINE_ITEM_READ_SCOPE,
  LINE_ITEM_SCOPE,
  LINE_ITEM_TYPE,
  LINE_ITEMS_TYPE,
  readNextPage,
} from "./ags.ts";

/** A list that goes on and on is cut. */
const MAX_PAGES = 50;
/** Platforms that answer at all shorten longer labels. */
const MAX_LABEL_LENGTH = 200;

const text = z.string().max(2000).nullish().catch(null);
const lineItemSchema = z.object({
  id: z.url({ protocol: /^https?$/ }).max(2000),
  label: text,
  scoreMaximum: z.coerce.number().nullish().catch(null),
  resourceId: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value == null ? null : String(value)))
    .catch(null),
  resourceLinkId: text,
  tag: text,
});
export type LineItem = z.infer<typeof lineItemSchema>;

export interface Column {
  label: string;
  scoreMaximum: number;
  /** The assignment's id. */
  resourceId: string;
  /** The one link to the assignment; null: none, or several. */
  resourceLinkId: string | null;
}

export interface LineItemService {
  caller: ServiceCaller;
  family: LtiFamily;
  /** null: the platform names none. */
  lineItemsUrl: string | null;
  scopes: readonly string[];
}

export function mayWriteLineItems({ scopes }: LineItemService): boolean {
  return scopes.includes(LINE_ITEM_SCOPE);
}

/**
 * The column, found or created. Throws `ServiceError`; its code is "noLineItems" or "lineItemScope"
 * if the platform does not let us.
 */
export async function ensureLineItem(service: LineItemService, column: Column): Promise<LineItem> {
  const { found, listed } = await search(service, column);
  if (found !== undefined) return found;
  if (!mayWriteLineItems(service)) throw new ServiceError("lineItemScope");
  // Sakai: a column that has the label already would be taken over.
  const isTaken = listed.some(({ label }) => label === column.label);
  const made = await createLineItem(
    service,
    service.family === "sakai" && isTaken
      ? { ...column, label: `${column.label} (Gradus)` }
      : column,
  );
  // Whatever it is called there, it has the title that it has here now.
  return { ...made, label: column.label };
}

/** The column; undefined if it is not in the list. Throws `ServiceError`. */
export async function findLineItem(
  service: LineItemService,
  column: Column,
): Promise<LineItem | undefined> {
  return (await search(service, column)).found;
}

async function search(
  service: LineItemService,
  { resourceId, resourceLinkId }: Column,
): Promise<{ found: LineItem | undefined; listed: LineItem[] }> {
  const listed = await listLineItems(service, { resource_id: resourceId });
  const found = listed.find((one) => one.resourceId === resourceId);
  if (found !== undefined || resourceLinkId === null) return { found, listed };
  const isOfLink = (one: LineItem) =>
    one.resourceLinkId === resourceLinkId && (one.resourceId ?? "") === "";
  const ofLink =
    listed.find(isOfLink) ??
    (await listLineItems(service, { resource_link_id: resourceLinkId })).find(isOfLink);
  return { found: ofLink, listed };
}

/** At least those that the filter names: not every platform filters. */
async function listLineItems(
  service: LineItemService,
  filter: Record<string, string>,
): Promise<LineItem[]> {
  const { caller, family, lineItemsUrl, scopes } = service;
  if (lineItemsUrl === null) throw new ServiceError("noLineItems");
  const scope = [LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE].find((one) => scopes.includes(one));
  if (scope === undefined) throw new ServiceError("lineItemScope");
  const found: LineItem[] = [];
  let url: string | undefined = family === "sakai" ? lineItemsUrl : addQuery(lineItemsUrl, filter);
  for (let page = 0; url !== undefined && page < MAX_PAGES; page += 1) {
    const answer: Response = await caller.call({ url, scopes: [scope], accept: LINE_ITEMS_TYPE });
    const list = z.array(z.unknown()).safeParse(await readJson(answer));
    if (!list.success) throw new ServiceError("garbage", { isTemporary: true });
    // One column that cannot be read is not ours.
    for (const one of list.data) {
      const item = lineItemSchema.safeParse(one);
      if (item.success) found.push(item.data);
    }
    url = readNextPage(answer.headers.get("link"), url);
  }
  return found;
}

async function createLineItem(service: LineItemService, column: Column): Promise<LineItem> {
  const { resourceLinkId, ...others } = column;
  const body = { ...others, label: others.label.slice(0, MAX_LABEL_LENGTH) };
  if (resourceLinkId === null) return postLineItem(service, body);
  try {
    return await postLineItem(service, { ...body, resourceLinkId });
  } catch (error) {
    // Canvas and Moodle refuse a link that they do not know, or whose column is gone.
    if (!(error instanceof ServiceError) || !["403", "404", "412"].includes(error.code))
      throw error;
    return postLineItem(service, body);
  }
}

async function postLineItem(
  { caller, lineItemsUrl }: LineItemService,
  body: unknown,
): Promise<LineItem> {
  const answer = await caller.call({
    url: lineItemsUrl!,
    method: "POST",
    scopes: [LINE_ITEM_SCOPE],
    accept: LINE_ITEM_TYPE,
    contentType: LINE_ITEM_TYPE,
    body,
  });
  return readLineItem(answer);
}

/** Its title and points as they are here now; what else it has stays. Throws `ServiceError`. */
export async function updateLineItem(
  { caller }: LineItemService,
  url: string,
  { label, scoreMaximum, resourceId }: Column,
): Promise<void> {
  const there = await readLineItem(
    await caller.call({ url, scopes: [LINE_ITEM_SCOPE], accept: LINE_ITEM_TYPE }),
  );
  await caller.call({
    url,
    method: "PUT",
    scopes: [LINE_ITEM_SCOPE],
    accept: LINE_ITEM_TYPE,
    contentType: LINE_ITEM_TYPE,
    // Moodle empties what is missing; Blackboard refuses an `id`.
    body: {
      label: label.slice(0, MAX_LABEL_LENGTH),
      scoreMaximum,
      resourceId: there.resourceId ?? resourceId,
      ...(there.tag == null ? {} : { tag: there.tag }),
      ...(there.resourceLinkId == null ? {} : { resourceLinkId: there.resourceLinkId }),
    },
  });
}

async function readLineItem(answer: Response): Promise<LineItem> {
  const item = lineItemSchema.safeParse(await readJson(answer));
  if (!item.success) throw new ServiceError("garbage", { isTemporary: true });
  return item.data;
}

async function readJson(answer: Response): Promise<unknown> {
  return answer.json().catch(() => undefined);
}
