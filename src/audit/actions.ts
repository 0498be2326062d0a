// Everything that the audit log can hold, by name. A name is for ever: old entries carry it.

export const AUDIT_ACTIONS = [
  "course.create", "course.change", "course.canvas", "course.archive", "course.unarchive",
  "join-link.make", "join-link.revoke",
  "enrolment.join", "enrolment.add", "enrolment.change", "enrolment.remove", "enrolment.rename", "roster.import",
  "seat.open", "seat.take", "seat.link", "seat.withdraw",
  "assignment.create", "assignment.change", "assignment.remove", "assignment.restore", "assignment.export",
  "extension.set", "extension.remove",
  "override.set", "override.undo",
  "allowance.set", "allowance.undo",
  "comment.add", "comment.change", "comment.remove",
  "regrade.start", "regrade.apply", "regrade.discard", "regrade.undo",
  "similarity.dismiss", "similarity.restore",
  "person.export", "person.delete", "person.merge", "person.verify", "reset-link.make", "first-link.make", "first-link.mail", "site-role.change",
  "sign-in.connect", "sign-in.disconnect",
  "packs.publish",
  "site.change",
  "walls.lower",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
