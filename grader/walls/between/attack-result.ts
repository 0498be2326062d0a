// What one attack of the self-test came to, as the process reports it to its parent.

import { z } from "zod";

export const attackResult = z.strictObject({
  attack: z.string().max(100),
  wall: z.enum(["permissions", "namespaces"]),
  contained: z.boolean(),
  detail: z.string().max(300),
});
export type AttackResult = z.infer<typeof attackResult>;
