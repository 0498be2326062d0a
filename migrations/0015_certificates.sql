CREATE TABLE `certificates` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`pack_id` text NOT NULL,
	`pack_title` text NOT NULL,
	`pack_version` text NOT NULL,
	`exercises` integer NOT NULL,
	`finished_on` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `certificates_user` ON `certificates` (`user_id`);