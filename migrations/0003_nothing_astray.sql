CREATE TABLE `allowances` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`with_late_rule` integer NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `allowances_cell` ON `allowances` (`assignment_id`,`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `allowances_once` ON `allowances` (`submission_id`) WHERE undone_at is null;--> statement-breakpoint
CREATE TABLE `first_link_mails` (
	`course_id` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`error` text,
	`sent_at` integer,
	PRIMARY KEY(`course_id`, `user_id`),
	FOREIGN KEY (`course_id`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `roster_seats` (
	`id` text PRIMARY KEY NOT NULL,
	`course_id` text NOT NULL,
	`name` text NOT NULL,
	`username` text NOT NULL,
	`email` text NOT NULL,
	`section` text,
	`role` text DEFAULT 'student' NOT NULL,
	`claimed_by` text,
	`link_hash` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`taken_by` text,
	`taken_at` integer,
	`withdrawn_at` integer,
	FOREIGN KEY (`course_id`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`claimed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_seats_linkHash_unique` ON `roster_seats` (`link_hash`);--> statement-breakpoint
CREATE INDEX `roster_seats_course` ON `roster_seats` (`course_id`);--> statement-breakpoint
CREATE INDEX `roster_seats_claim` ON `roster_seats` (`claimed_by`);--> statement-breakpoint
CREATE TABLE `solution_views` (
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`assignment_id`, `user_id`),
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `assignments` ADD `export_title` text;--> statement-breakpoint
ALTER TABLE `assignments` ADD `canvas_column` text;--> statement-breakpoint
ALTER TABLE `courses` ADD `language` text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE `enrolments` ADD `roster_name` text;--> statement-breakpoint
ALTER TABLE `enrolments` ADD `canvas` text;--> statement-breakpoint
ALTER TABLE `submissions` ADD `is_practice` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `submissions` ADD `said_to_count` integer DEFAULT true NOT NULL;--> statement-breakpoint
-- Assignments made before keep their rules: late work has no last day, and what does not compile uses an attempt.
UPDATE `assignments` SET `rules` = json_set(`rules`, '$.lateUntilMs', json('null'), '$.freeCompileErrors', json('false'));--> statement-breakpoint
UPDATE `submissions` SET `is_practice` = 1, `said_to_count` = 0 WHERE `assignment_id` IS NULL;
--> statement-breakpoint
-- What scores are made from says more now. Those made before are what they would be if they were made anew.
UPDATE `scores` SET `detail` = json_set(`detail`, '$.ignored', json_object('early', json_extract(`detail`, '$.ignored.early'), 'late', json_extract(`detail`, '$.ignored.late'), 'notCompiled', 0, 'overLimit', json_extract(`detail`, '$.ignored.overLimit'), 'tooSoon', json_extract(`detail`, '$.ignored.tooSoon')));--> statement-breakpoint
UPDATE `scores` SET `detail` = json_set(`detail`, '$.from.allowance', json('null')) WHERE json_type(`detail`, '$.from') = 'object';
