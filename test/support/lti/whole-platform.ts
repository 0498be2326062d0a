// An emulated platform with everything: course pages, registration, deep linking, grades, rosters.

import { CLAIMS } from "../../../src/lti/claims.ts";
import { addCoursePages, type CoursePages } from "./course-pages.ts";
import { addDeepLinking, type DeepLinkingDouble } from "./deep-linking.ts";
import { addGradeService, type GradeService } from "./grades.ts";
import { type Launch, type LtiPlatformDouble, startLtiPlatform } from "./platform.ts";
import { addRegistration, type RegistrationDouble } from "./registration.ts";
import { addRosterService, type RosterService } from "./roster.ts";

export interface WholePlatform extends LtiPlatformDouble {
  pages: CoursePages;
  registration: RegistrationDouble;
  deepLinking: DeepLinkingDouble;
  grades: GradeService;
  roster: RosterService;
  /**
   * What students open: the link that was picked last, with the column that platforms make for it
   * at once.
   */
  addPicked: (context: { id: string; title: string }) => Omit<Launch, "person">;
}

export async function startWholePlatform(clientId: string): Promise<WholePlatform> {
  const platform = await startLtiPlatform();
  platform.clientId = clientId;
  const pages = addCoursePages(platform);
  const registration = addRegistration(platform);
  const deepLinking = addDeepLinking(platform);
  const grades = addGradeService(platform);
  const roster = addRosterService(platform);
  let count = 100;
  return Object.assign(platform, {
    pages,
    registration,
    deepLinking,
    grades,
    roster,
    addPicked: (context: { id: string; title: string }) => {
      const { title, custom, lineItem } = deepLinking.answers.at(-1)!.links[0]!;
      count += 1;
      const list = `${platform.url}/courses/${context.id}/lineitems`;
      const id = `${list}/${count}/lineitem?type_id=7`;
      const items = grades.lineItems.get(context.id) ?? [];
      grades.lineItems.set(context.id, [...items, { id, ...lineItem! }]);
      return {
        context,
        custom,
        resourceLink: { id: `link-${count}`, title },
        claims: {
          [CLAIMS.lineItems]: {
            scope: grades.scopes,
            lineitems: `${list}?type_id=7`,
            lineitem: id,
          },
        },
      };
    },
  });
}
