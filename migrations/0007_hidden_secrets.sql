-- Sessions go on: of each token its hash takes the token's place (sha256 is a function that open.ts defines).
UPDATE `sessions` SET `token` = sha256(`token`);--> statement-breakpoint
UPDATE `accounts` SET `access_token` = NULL, `refresh_token` = NULL, `id_token` = NULL, `access_token_expires_at` = NULL, `refresh_token_expires_at` = NULL;--> statement-breakpoint
DELETE FROM `verifications`;
