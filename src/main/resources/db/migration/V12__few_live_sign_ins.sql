-- What counts of a customer's tokens, however many there were: all of it ends in one statement.
CREATE INDEX oauth_tokens_live_of_customer ON oauth_tokens (customer_id, expires_at) WHERE revoked_at IS NULL;

-- What was scheduled before has none, and would be first.
UPDATE scheduled_tasks SET priority = CASE task_name WHEN 'notice-mail' THEN 50 ELSE 90 END;

-- db-scheduler's own order, once it looks at priorities.
CREATE INDEX scheduled_tasks_by_priority ON scheduled_tasks (priority DESC, execution_time);
