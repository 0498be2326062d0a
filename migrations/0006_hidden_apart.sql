ALTER TABLE `gradings` ADD `hidden_seed` integer;--> statement-breakpoint
ALTER TABLE `gradings` ADD `visible_graded_at` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `visible_report` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `visible_graded_at` integer;