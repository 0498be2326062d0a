ALTER TABLE `users` ADD `made_by_course` text;--> statement-breakpoint
ALTER TABLE `comments` ADD `seen_at` integer;--> statement-breakpoint
CREATE INDEX `comments_new` ON `comments` (`user_id`) WHERE seen_at is null and removed_at is null;--> statement-breakpoint
ALTER TABLE `first_link_mails` ADD `language` text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE `first_link_mails` ADD `next_at` integer;--> statement-breakpoint
UPDATE `comments` SET `seen_at` = coalesce(`edited_at`, `created_at`);--> statement-breakpoint
-- A roster makes an account and its seat in one moment.
UPDATE `users` SET `made_by_course` = (SELECT `course_id` FROM `enrolments` WHERE `enrolments`.`user_id` = `users`.`id` AND `enrolments`.`joined_at` = `users`.`created_at` LIMIT 1) WHERE coalesce(`is_anonymous`, 0) = 0 AND NOT EXISTS (SELECT 1 FROM `accounts` WHERE `accounts`.`user_id` = `users`.`id`);
