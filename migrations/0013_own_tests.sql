CREATE TABLE `own_tests` (
	`user_id` text NOT NULL,
	`pack_id` text NOT NULL,
	`exercise_id` text NOT NULL,
	`id` text NOT NULL,
	`test` text NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `pack_id`, `exercise_id`, `id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
