CREATE TABLE `calendar_feeds` (
	`user_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_hash_unique` ON `calendar_feeds` (`hash`);--> statement-breakpoint
CREATE TABLE `notice_mails` (
	`user_id` text NOT NULL,
	`schedule` text NOT NULL,
	`id` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`error` text,
	PRIMARY KEY(`user_id`, `schedule`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notice_mails_due` ON `notice_mails` (`due_at`);--> statement-breakpoint
CREATE TABLE `notice_settings` (
	`user_id` text PRIMARY KEY NOT NULL,
	`deliveries` text NOT NULL,
	`daily_hour` integer NOT NULL,
	`refused_address` text,
	`refused_code` text,
	`refused_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`topic` text NOT NULL,
	`course_id` text,
	`assignment_id` text,
	`submission_id` text,
	`about_id` text,
	`detail` text,
	`at` integer NOT NULL,
	`read_at` integer,
	`mail_as` text,
	`mailed_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`course_id`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_unread` ON `notices` (`user_id`,`kind`,`topic`) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX `notices_user` ON `notices` (`user_id`,`at`);--> statement-breakpoint
CREATE INDEX `notices_once` ON `notices` (`kind`,`topic`);--> statement-breakpoint
CREATE INDEX `notices_submission` ON `notices` (`submission_id`);--> statement-breakpoint
CREATE INDEX `notices_about` ON `notices` (`about_id`);--> statement-breakpoint
CREATE INDEX `notices_mail` ON `notices` (`user_id`,`mail_as`) WHERE mail_as is not null;