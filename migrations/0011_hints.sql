CREATE TABLE `hint_views` (
	`user_id` text NOT NULL,
	`pack_id` text NOT NULL,
	`exercise_id` text NOT NULL,
	`export_name` text NOT NULL,
	`step` text NOT NULL,
	`assignment_id` text,
	`opened_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `pack_id`, `exercise_id`, `export_name`, `step`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `hint_views_exercise` ON `hint_views` (`pack_id`,`exercise_id`);--> statement-breakpoint
ALTER TABLE `assignments` ADD `hints` text DEFAULT '{"kind":"on"}' NOT NULL;--> statement-breakpoint
ALTER TABLE `exercises` ADD `hints` text;