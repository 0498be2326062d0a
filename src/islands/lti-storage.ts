// Stores a secret at the learning platform whose frame this page is in, or reads it back: messages
// to the platform's page or to one of its frames, and their answers (1EdTech, LTI postMessage
// Storage 0.1).

/** A platform that does not answer: the login goes on without. */
const STORING_MS = 2000;
/** It has answered before, so that it is only slow. */
const READING_MS = 10_000;

const put = document.getElementById("lti-put");
const get = document.querySelector<HTMLFormElement>("form#lti-get");
if (put !== null) void store(put);
if (get !== null) void readBack(get);

async function store(place: HTMLElement): Promise<void> {
  const { name: key = "", secret: value = "", stored = "" } = place.dataset;
  const answer = await ask(place, { subject: "lti.put_data", key, value }, STORING_MS);
  const plain = document.querySelector<HTMLAnchorElement>("#lti-go-on")!.href;
  // The page must not be the one before the platform's.
  location.replace(answer?.["value"] === value ? stored : plain);
}

async function readBack(form: HTMLFormElement): Promise<void> {
  const { name: key = "" } = form.dataset;
  const answer = await ask(form, { subject: "lti.get_data", key }, READING_MS);
  const { value } = answer ?? {};
  form.querySelector<HTMLInputElement>("[name='stored']")!.value =
    typeof value === "string" ? value : "";
  // Platforms store a few thousand characters for each tool.
  send(form, { subject: "lti.put_data", key, value: null, message_id: `clear ${key}` });
  form.submit();
}

interface Message {
  subject: string;
  key: string;
  value?: string | null;
}

/** The answer; undefined if it reports an error, or if there is none in time. */
function ask(
  place: HTMLElement,
  message: Message,
  patienceMs: number,
): Promise<Record<string, unknown> | undefined> {
  // A page asks once.
  const messageId = `${message.subject} ${message.key}`;
  return new Promise((resolve) => {
    const finish = (answer: Record<string, unknown> | undefined) => {
      window.removeEventListener("message", hear);
      resolve(answer);
    };
    const hear = ({ origin, data }: MessageEvent<unknown>) => {
      if (origin !== place.dataset["origin"] || typeof data !== "object" || data === null) return;
      const answer = data as Record<string, unknown>;
      if (
        answer["subject"] !== `${message.subject}.response` ||
        answer["message_id"] !== messageId ||
        answer["key"] !== message.key
      )
        return;
      finish(answer["error"] === undefined ? answer : undefined);
    };
    window.addEventListener("message", hear);
    setTimeout(() => finish(undefined), patienceMs);
    send(place, { ...message, message_id: messageId });
  });
}

function send(place: HTMLElement, message: Message & { message_id: string }): void {
  findFrame(place.dataset["frame"] ?? "")?.postMessage(message, place.dataset["origin"]!);
}

function findFrame(name: string): Window | undefined {
  const outer = window.parent === window ? (window.opener as Window | null) : window.parent;
  if (name === "_parent") return outer ?? undefined;
  // Frames of another site's page can be reached by their names, if it has one of that name.
  try {
    return (outer?.frames as unknown as Record<string, Window | undefined> | undefined)?.[name];
  } catch {
    return undefined;
  }
}
