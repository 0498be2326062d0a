CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`course_id` text NOT NULL,
	`title` text,
	`pack_id` text NOT NULL,
	`exercise_id` text NOT NULL,
	`version_hash` text NOT NULL,
	`regrade_id` text,
	`rules` text NOT NULL,
	`points` real NOT NULL,
	`weight` real DEFAULT 1 NOT NULL,
	`position` integer NOT NULL,
	`is_exam` integer DEFAULT false NOT NULL,
	`solutions` text DEFAULT 'never' NOT NULL,
	`announcement` text DEFAULT '' NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`course_id`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_hash`) REFERENCES `versions`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assignments_course` ON `assignments` (`course_id`,`position`);--> statement-breakpoint
CREATE INDEX `assignments_exercise` ON `assignments` (`pack_id`,`exercise_id`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text,
	`course_id` text,
	`assignment_id` text,
	`user_id` text,
	`action` text NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_events_course` ON `audit_events` (`course_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_user` ON `audit_events` (`user_id`);--> statement-breakpoint
CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text,
	`user_id` text NOT NULL,
	`submission_id` text,
	`line` integer,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`edited_at` integer,
	`removed_at` integer,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comments_submission` ON `comments` (`submission_id`);--> statement-breakpoint
CREATE INDEX `comments_cell` ON `comments` (`assignment_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `extensions` (
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`due_at` integer,
	`extra_attempts` integer DEFAULT 0 NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`assignment_id`, `user_id`),
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `overrides` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`points` real,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `overrides_cell` ON `overrides` (`assignment_id`,`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `regrades` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text NOT NULL,
	`from_hash` text NOT NULL,
	`from_regrade_id` text,
	`to_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`applied_at` integer,
	`mode` text,
	`discarded_at` integer,
	`undone_at` integer,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_hash`) REFERENCES `versions`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `regrades_assignment` ON `regrades` (`assignment_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `score_floors` (
	`regrade_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`points` real NOT NULL,
	PRIMARY KEY(`regrade_id`, `user_id`),
	FOREIGN KEY (`regrade_id`) REFERENCES `regrades`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `score_floors_cell` ON `score_floors` (`assignment_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `scores` (
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`points` real,
	`submission_id` text,
	`attempts` integer NOT NULL,
	`waiting` integer NOT NULL,
	`is_late` integer NOT NULL,
	`is_overridden` integer NOT NULL,
	`is_extended` integer NOT NULL,
	`is_kept` integer NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`assignment_id`, `user_id`),
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `scores_user` ON `scores` (`user_id`);--> statement-breakpoint
CREATE TABLE `similarity_dismissals` (
	`assignment_id` text NOT NULL,
	`user_a` text NOT NULL,
	`user_b` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`assignment_id`, `user_a`, `user_b`),
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_a`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_b`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `similarity_runs` (
	`assignment_id` text PRIMARY KEY NOT NULL,
	`input_hash` text NOT NULL,
	`computed_at` integer NOT NULL,
	`result` text NOT NULL,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `gradings_once`;--> statement-breakpoint
ALTER TABLE `gradings` ADD `run_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `gradings` ADD `misconception` text;--> statement-breakpoint
ALTER TABLE `gradings` ADD `groups` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `gradings_run` ON `gradings` (`run_id`) WHERE run_id <> '';--> statement-breakpoint
CREATE UNIQUE INDEX `gradings_once` ON `gradings` (`submission_id`,`version_hash`,`run_id`);--> statement-breakpoint
DROP INDEX `submissions_attempt`;--> statement-breakpoint
ALTER TABLE `submissions` ADD `assignment_id` text REFERENCES assignments(id);--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_assignment` ON `submissions` (`assignment_id`,`user_id`,`attempt`);--> statement-breakpoint
CREATE UNIQUE INDEX `submissions_attempt` ON `submissions` (`user_id`,`pack_id`,`exercise_id`,`attempt`) WHERE assignment_id is null;--> statement-breakpoint
ALTER TABLE `courses` ADD `time_zone` text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE `enrolments` ADD `section` text;--> statement-breakpoint
CREATE TRIGGER `audit_events_stay` BEFORE UPDATE ON `audit_events` BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END;--> statement-breakpoint
CREATE TRIGGER `audit_events_remain` BEFORE DELETE ON `audit_events` BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_events_once` BEFORE INSERT ON `audit_events` WHEN EXISTS (SELECT 1 FROM `audit_events` WHERE `id` = NEW.`id`) BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END;
