CREATE TABLE `cas_tickets` (
	`hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `cas_tickets_session` ON `cas_tickets` (`session_id`);--> statement-breakpoint
CREATE TABLE `lti_contexts` (
	`id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`deployment_id` text NOT NULL,
	`context_id` text NOT NULL,
	`title` text NOT NULL,
	`label` text NOT NULL,
	`course_id` text,
	`linked_at` integer,
	`linked_by` text,
	`memberships_url` text,
	`line_items_url` text,
	`grade_scopes` text DEFAULT '[]' NOT NULL,
	`sends_scores` integer DEFAULT true NOT NULL,
	`roster_at` integer,
	`roster_counts` text,
	`roster_tried_at` integer,
	`roster_error` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`platform_id`) REFERENCES `lti_platforms`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`course_id`) REFERENCES `courses`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lti_contexts_once` ON `lti_contexts` (`platform_id`,`deployment_id`,`context_id`);--> statement-breakpoint
CREATE INDEX `lti_contexts_course` ON `lti_contexts` (`course_id`);--> statement-breakpoint
CREATE TABLE `lti_deployments` (
	`platform_id` text NOT NULL,
	`deployment_id` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`accepted_at` integer,
	`accepted_by` text,
	PRIMARY KEY(`platform_id`, `deployment_id`),
	FOREIGN KEY (`platform_id`) REFERENCES `lti_platforms`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `lti_forgotten` (
	`platform_id` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`platform_id`, `hash`),
	FOREIGN KEY (`platform_id`) REFERENCES `lti_platforms`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `lti_invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lti_invitations_hash_unique` ON `lti_invitations` (`hash`);--> statement-breakpoint
CREATE TABLE `lti_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`private_key` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lti_line_items` (
	`context_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`url` text NOT NULL,
	`score_maximum` real,
	`label` text,
	`created_at` integer NOT NULL,
	`missing_at` integer,
	PRIMARY KEY(`context_id`, `assignment_id`),
	FOREIGN KEY (`context_id`) REFERENCES `lti_contexts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `lti_openings` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`hash` text NOT NULL,
	`platform_id` text NOT NULL,
	`launch` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`platform_id`) REFERENCES `lti_platforms`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lti_openings_hash_unique` ON `lti_openings` (`hash`);--> statement-breakpoint
CREATE TABLE `lti_people` (
	`context_id` text NOT NULL,
	`subject` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`sections` text,
	`is_test_student` integer DEFAULT false NOT NULL,
	`launched_at` integer,
	`gone_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`context_id`, `subject`),
	FOREIGN KEY (`context_id`) REFERENCES `lti_contexts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lti_people_user` ON `lti_people` (`user_id`);--> statement-breakpoint
CREATE TABLE `lti_platforms` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`family` text NOT NULL,
	`issuer` text NOT NULL,
	`client_id` text NOT NULL,
	`authorization_url` text NOT NULL,
	`token_url` text NOT NULL,
	`token_audience` text,
	`jwks_url` text NOT NULL,
	`accepts_deployments` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lti_platforms_client` ON `lti_platforms` (`issuer`,`client_id`);--> statement-breakpoint
CREATE TABLE `lti_resource_links` (
	`context_id` text NOT NULL,
	`resource_link_id` text NOT NULL,
	`assignment_id` text,
	`title` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`context_id`, `resource_link_id`),
	FOREIGN KEY (`context_id`) REFERENCES `lti_contexts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `lti_scores` (
	`context_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`subject` text NOT NULL,
	`user_id` text NOT NULL,
	`sent` text,
	`sent_timestamp` integer,
	`due_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`error` text,
	PRIMARY KEY(`context_id`, `assignment_id`, `subject`),
	FOREIGN KEY (`context_id`) REFERENCES `lti_contexts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lti_scores_user` ON `lti_scores` (`user_id`);--> statement-breakpoint
CREATE INDEX `lti_scores_due` ON `lti_scores` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE TABLE `lti_sendings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`context_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`user_id` text NOT NULL,
	`at` integer NOT NULL,
	`score` text NOT NULL,
	`outcome` text NOT NULL,
	FOREIGN KEY (`context_id`) REFERENCES `lti_contexts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lti_sendings_cell` ON `lti_sendings` (`context_id`,`id`);--> statement-breakpoint
CREATE INDEX `lti_sendings_user` ON `lti_sendings` (`user_id`);--> statement-breakpoint
CREATE TABLE `lti_used` (
	`hash` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lti_used_expiry` ON `lti_used` (`expires_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_identity` ON `accounts` (`provider_id`,`account_id`);