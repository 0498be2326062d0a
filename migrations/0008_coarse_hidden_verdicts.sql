-- What a student sees of a grading that a hidden group decided is "limit", not which one. The report itself keeps it, for staff.
UPDATE `gradings` SET `verdict` = 'limit-exceeded'
WHERE `verdict` IN ('time-limit-exceeded', 'memory-limit-exceeded', 'output-limit-exceeded') AND (
  SELECT json_extract(`value`, '$.visible') FROM json_each(`gradings`.`report`, '$.groups')
  WHERE json_extract(`value`, '$.verdict') NOT IN ('accepted', 'skipped') ORDER BY `key` LIMIT 1
) = 0;
