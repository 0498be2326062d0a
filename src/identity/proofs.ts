// Records and finds the owner of an account: `identity_proofs` contains the addresses and usernames
// that are proven to be the owner's, so that a roster may use them to identify the owner. Signing
// up under a name or an address proves nothing.

import type { Db } from "../db/open.ts";
import { identityProofs, type ProofWay } from "../db/auth-schema.ts";

/** Normalized: lower case, as in `users`; "" for none. */
export interface ProvenNames {
  email: string;
  username: string;
}

/** Call it in the transaction of the action that proves the names. Earlier proofs stay. */
export function recordProofs(
  db: Pick<Db, "insert">,
  userId: string,
  { email, username }: ProvenNames,
  how: ProofWay,
  now = new Date(),
): void {
  const rows = [
    { kind: "email" as const, value: email },
    { kind: "username" as const, value: username },
  ].filter(({ value }) => value !== "");
  if (rows.length > 0)
    db.insert(identityProofs)
      .values(rows.map((row) => ({ ...row, userId, how, provenAt: now })))
      .onConflictDoNothing()
      .run();
}

export interface ProvenAccount {
  id: string;
  name: string;
  username: string | null;
  email: string;
  emailVerified: number;
  createdAt: number;
}

export interface AccountFinder {
  /**
   * The account that has proven this name. If there are several: the one that has the name now,
   * else the one that proved it last.
   */
  provenByEmail: (email: string) => ProvenAccount | undefined;
  provenByUsername: (username: string) => ProvenAccount | undefined;
  /** The account that has the name now, proven or not. */
  byEmail: (email: string) => ProvenAccount | undefined;
  byUsername: (username: string) => ProvenAccount | undefined;
}

export function prepareAccountFinder({ $client }: Db): AccountFinder {
  const columns = `u.id, u.name, u.display_username as username, u.email,
    u.email_verified as emailVerified, u.created_at as createdAt`;
  const account = `select ${columns} from users as u where coalesce(u.is_anonymous, 0) = 0 and`;
  const proven = (kind: "email" | "username") =>
    `select ${columns} from identity_proofs as p join users as u on u.id = p.user_id
    where p.kind = '${kind}' and p.value = ?
    order by u.${kind} = p.value desc, p.proven_at desc, u.id limit 1`;
  const verified = $client.prepare<[string], ProvenAccount>(
    `${account} u.email = ? and u.email_verified = 1`,
  );
  const provenEmail = $client.prepare<[string], ProvenAccount>(proven("email"));
  const provenUsername = $client.prepare<[string], ProvenAccount>(proven("username"));
  const email = $client.prepare<[string], ProvenAccount>(`${account} u.email = ?`);
  const username = $client.prepare<[string], ProvenAccount>(`${account} u.username = ?`);
  return {
    provenByEmail: (value) => verified.get(value) ?? provenEmail.get(value),
    provenByUsername: (value) => provenUsername.get(value),
    byEmail: (value) => email.get(value),
    byUsername: (value) => username.get(value),
  };
}
