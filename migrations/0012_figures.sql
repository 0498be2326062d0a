-- A report has a list of figures. The one that it had is a text; it becomes the only one of the list.
UPDATE `gradings` SET `report` = json_set(json_remove(`report`, '$.figure'), '$.version', 2, '$.figures',
  CASE WHEN json_extract(`report`, '$.figure') IS NULL THEN json_array() ELSE json_array(json_patch(
    json_extract(`report`, '$.figure'),
    json_object('differs', json('false'), 'notFinite', 0)
  )) END);
--> statement-breakpoint
UPDATE `gradings` SET `report` = json_set(`report`, '$.figures[0].of', NULL, '$.figures[0].thinnedFrom', NULL)
WHERE json_array_length(`report`, '$.figures') = 1;
--> statement-breakpoint
UPDATE `jobs` SET `visible_report` = json_set(json_remove(`visible_report`, '$.figure'), '$.version', 2, '$.figures',
  CASE WHEN json_extract(`visible_report`, '$.figure') IS NULL THEN json_array() ELSE json_array(json_patch(
    json_extract(`visible_report`, '$.figure'),
    json_object('differs', json('false'), 'notFinite', 0)
  )) END)
WHERE `visible_report` IS NOT NULL;
--> statement-breakpoint
UPDATE `jobs` SET `visible_report` = json_set(`visible_report`, '$.figures[0].of', NULL, '$.figures[0].thinnedFrom', NULL)
WHERE json_array_length(`visible_report`, '$.figures') = 1;
