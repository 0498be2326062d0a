CREATE TABLE `identity_proofs` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`how` text NOT NULL,
	`proven_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `kind`, `value`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `identity_proofs_value` ON `identity_proofs` (`kind`,`value`);
--> statement-breakpoint
-- Until now only the institution's sign-in verified addresses.
INSERT INTO `identity_proofs` SELECT `id`, 'email', `email`, 'provider', `created_at` FROM `users` WHERE `email_verified` = 1 AND coalesce(`is_anonymous`, 0) = 0;
--> statement-breakpoint
-- A roster made an account and its seat in one moment. If its row has not changed since, its address and user name are the roster's.
INSERT OR IGNORE INTO `identity_proofs` SELECT u.`id`, 'email', u.`email`, 'roster', u.`created_at` FROM `users` AS u
	WHERE u.`updated_at` = u.`created_at` AND u.`email` NOT LIKE '%@no-mail.invalid'
	AND EXISTS (SELECT 1 FROM `audit_events` AS e WHERE e.`user_id` = u.`id` AND e.`action` = 'enrolment.add' AND e.`at` = u.`created_at`);
--> statement-breakpoint
INSERT OR IGNORE INTO `identity_proofs` SELECT u.`id`, 'username', u.`username`, 'roster', u.`created_at` FROM `users` AS u
	WHERE u.`updated_at` = u.`created_at` AND u.`username` IS NOT NULL
	AND EXISTS (SELECT 1 FROM `audit_events` AS e WHERE e.`user_id` = u.`id` AND e.`action` = 'enrolment.add' AND e.`at` = u.`created_at`);
