// Course pages of the emulated platform for real browsers: a frame in which the tool opens, a
// session in a cookie of its own, and storage for tools by messages (1EdTech LTI Client Side
// postMessages 0.1 and LTI postMessage Storage 0.1; limits as Canvas has them).

import { getCookie, setCookie } from "hono/cookie";
import { type Launch, type LtiPlatformDouble, postingForm } from "./platform.ts";

/**
 * frame: a frame beside the tool's, as Canvas has it; parent: the page itself, as Sakai; silent: a
 * platform that offers storage and never answers.
 */
export type StorageKind = "frame" | "parent" | "silent" | "none";

const TARGETS: Record<StorageKind, string | undefined> = {
  frame: "post_message_forwarding",
  parent: "_parent",
  silent: "_parent",
  none: undefined,
};
const SESSION = "platform_session";

export interface CoursePages {
  /** The address of the page whose frame opens the tool. */
  page: (launch: Launch, storage: StorageKind) => string;
}

export function addCoursePages(platform: LtiPlatformDouble): CoursePages {
  const { app } = platform;
  platform.isSignedIn = (c, sub) => getCookie(c, SESSION) === encodeURIComponent(sub);

  app.get("/course", (c) => {
    const launch = JSON.parse(c.req.query("launch")!) as Launch;
    const storage = c.req.query("storage") as StorageKind;
    // As Canvas and Moodle do, for pages that are themselves in a frame, or come from one.
    setCookie(c, SESSION, encodeURIComponent(launch.person.sub), {
      sameSite: "None",
      secure: true,
      httpOnly: true,
    });
    const target = TARGETS[storage];
    const fields = {
      ...platform.startLogin(launch),
      ...(target === undefined ? {} : { lti_storage_target: target }),
    };
    const form = postingForm(platform.tool.login, fields, "tool");
    const frame = `<iframe name="${TARGETS.frame}" title="Storage" src="/storage" hidden></iframe>`;
    return c.html(`<!doctype html><html lang="en">
      <meta name="viewport" content="width=device-width">
      <title>Course</title><h1>Course of the platform</h1>
      ${storage === "frame" ? frame : ""}
      <script>${storage === "parent" ? answering(platform) : recording(platform)}</script>
      <iframe name="tool" title="Gradus" style="width: 100%; height: 700px; border: 0"></iframe>
      ${storage === "frame" ? waitForStorage(form) : form}</html>`);
  });

  app.get("/storage", (c) =>
    c.html(`<!doctype html><html lang="en"><title>Storage</title>
      <script>${answering(platform)}</script></html>`),
  );

  return {
    page: (launch, storage) =>
      `${platform.url}/course?${new URLSearchParams({ launch: JSON.stringify(launch), storage }).toString()}`,
  };
}

/** Canvas posts the login when its storage frame is there. */
function waitForStorage(form: string): string {
  return form.replace(
    "document.forms[0].submit()",
    "addEventListener('load', () => document.forms[0].submit())",
  );
}

/** `heard`: what the tool has sent. */
function recording(platform: LtiPlatformDouble): string {
  return `
    window.heard = [];
    addEventListener("message", ({ origin, data }) => {
      if (origin === ${JSON.stringify(new URL(platform.tool.root).origin)}) heard.push(data);
    });`;
}

function answering(platform: LtiPlatformDouble): string {
  return `${recording(platform)}
    addEventListener("message", ({ origin, source, data }) => {
      if (origin !== ${JSON.stringify(new URL(platform.tool.root).origin)}) return;
      const { subject, key, value, message_id } = data;
      if (subject !== "lti.put_data" && subject !== "lti.get_data") return;
      const answer = { subject: subject + ".response", message_id, key };
      const name = origin + " " + key;
      const length = Object.keys(localStorage)
        .filter((one) => one.startsWith(origin + " "))
        .reduce((sum, one) => sum + one.length + localStorage[one].length, 0);
      if (typeof key !== "string" || typeof message_id !== "string" || message_id === "")
        answer.error = { code: "bad_request", message: "key and message_id" };
      else if (subject === "lti.get_data") answer.value = localStorage.getItem(name);
      else if (value === null) localStorage.removeItem(name);
      else if (typeof value !== "string" || length + key.length + value.length > 4096)
        answer.error = { code: "storage_exhaustion", message: "4096 characters" };
      else localStorage.setItem(name, answer.value = value);
      source.postMessage(answer, origin);
    });`;
}
