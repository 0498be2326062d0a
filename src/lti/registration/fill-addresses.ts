// The addresses of a platform that follow from the little that its administrators know.
//
// Sources: Canvas, doc/api/lti_launch_overview.md of instructure/canvas-lms; Moodle,
// mod/lti/openid-configuration.php; Blackboard, lti/1.3 in blackboard/anthologydevdocs; Sakai,
// LTIAdminTool.java (the values that it shows for a tool).

export interface PlatformAddresses {
  issuer: string;
  authorizationUrl: string;
  tokenUrl: string;
  jwksUrl: string;
}

/** The environments of Instructure's Canvas; each is one issuer for all schools. */
export const CANVAS_CLOUDS = ["production", "beta", "test"] as const;
export type CanvasCloud = (typeof CANVAS_CLOUDS)[number];

export function nameCanvasIssuer(cloud: CanvasCloud): string {
  return `https://canvas${cloud === "production" ? "" : `.${cloud}`}.instructure.com`;
}

export function fillCanvasCloud(cloud: CanvasCloud): PlatformAddresses {
  const host = `https://sso${cloud === "production" ? "" : `.${cloud}`}.canvaslms.com`;
  return fillCanvasHost(host, nameCanvasIssuer(cloud));
}

/** A Canvas of one's own often has the issuer of the cloud: the setting `lti_iss`. */
export function fillCanvasHost(root: string, issuer: string): PlatformAddresses {
  return {
    issuer,
    authorizationUrl: `${root}/api/lti/authorize_redirect`,
    tokenUrl: `${root}/login/oauth2/token`,
    jwksUrl: `${root}/api/lti/security/jwks`,
  };
}

export function fillMoodle(root: string): PlatformAddresses {
  return {
    issuer: root,
    authorizationUrl: `${root}/mod/lti/auth.php`,
    tokenUrl: `${root}/mod/lti/token.php`,
    jwksUrl: `${root}/mod/lti/certs.php`,
  };
}

export function fillBlackboard(clientId: string): PlatformAddresses {
  const api = "https://developer.blackboard.com/api/v1";
  return {
    issuer: "https://blackboard.com",
    authorizationUrl: `${api}/gateway/oidcauth`,
    tokenUrl: `${api}/gateway/oauth2/jwttoken`,
    jwksUrl: `${api}/management/applications/${encodeURIComponent(clientId)}/jwks.json`,
  };
}

/** `toolId`: the number at the end of the token address that Sakai shows. */
export function fillSakai(root: string, toolId: string): PlatformAddresses {
  return {
    issuer: root,
    authorizationUrl: `${root}/imsoidc/lti13/oidc_auth`,
    tokenUrl: `${root}/imsblis/lti13/token/${encodeURIComponent(toolId)}`,
    jwksUrl: `${root}/imsblis/lti13/keyset`,
  };
}
