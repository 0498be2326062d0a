CREATE TABLE `question_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`question_id` text NOT NULL,
	`author_id` text NOT NULL,
	`text` text NOT NULL,
	`posted_at` integer NOT NULL,
	`seen_at` integer,
	FOREIGN KEY (`question_id`) REFERENCES `questions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `question_messages_question` ON `question_messages` (`question_id`,`posted_at`);--> statement-breakpoint
CREATE INDEX `question_messages_new` ON `question_messages` (`question_id`) WHERE seen_at is null;--> statement-breakpoint
CREATE TABLE `questions` (
	`id` text PRIMARY KEY NOT NULL,
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`place` text NOT NULL,
	`title` text,
	`created_at` integer NOT NULL,
	`waiting_since` integer,
	`done_at` integer,
	`done_by` text,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `submissions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `questions_place` ON `questions` (`submission_id`,`place`);--> statement-breakpoint
CREATE INDEX `questions_user` ON `questions` (`user_id`);--> statement-breakpoint
CREATE INDEX `questions_assignment` ON `questions` (`assignment_id`,`done_at`,`waiting_since`);