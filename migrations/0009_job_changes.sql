CREATE TABLE `job_changes` (
	`id` integer PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER `jobs_added` AFTER INSERT ON `jobs` BEGIN INSERT INTO `job_changes` (`submission_id`) VALUES (NEW.`submission_id`); END;
--> statement-breakpoint
CREATE TRIGGER `jobs_changed` AFTER UPDATE ON `jobs` BEGIN INSERT INTO `job_changes` (`submission_id`) VALUES (NEW.`submission_id`); END;
--> statement-breakpoint
CREATE TRIGGER `jobs_deleted` AFTER DELETE ON `jobs` BEGIN INSERT INTO `job_changes` (`submission_id`) VALUES (OLD.`submission_id`); END;
--> statement-breakpoint
-- The version that grades a job depends on its submission's assignment.
CREATE TRIGGER `jobs_moved` AFTER UPDATE OF `assignment_id` ON `submissions` WHEN EXISTS (SELECT 1 FROM `jobs` WHERE `submission_id` = NEW.`id`) BEGIN INSERT INTO `job_changes` (`submission_id`) VALUES (NEW.`id`); END;
--> statement-breakpoint
-- Each process that follows the jobs reads the newest changes. If it was further behind, it reads all jobs.
CREATE TRIGGER `job_changes_end` AFTER INSERT ON `job_changes` BEGIN DELETE FROM `job_changes` WHERE `id` <= NEW.`id` - 10000; END;
