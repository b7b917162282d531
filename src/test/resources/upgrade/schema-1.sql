-- The schema of release 1, as pg_dump wrote it. Never change it: UpgradeIT proves each later migration on it.

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE TABLE public.audit_events (
    id bigint NOT NULL,
    customer_id text,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    client_address inet,
    outcome text NOT NULL,
    count integer,
    means text,
    token_store text,
    stream_id uuid,
    CONSTRAINT audit_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['customer'::text, 'administrator'::text, 'client'::text, 'system'::text]))),
    CONSTRAINT audit_events_outcome_check CHECK ((outcome = ANY (ARRAY['success'::text, 'failure'::text])))
);

ALTER TABLE public.audit_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.consumed_token_ids (
    token_id bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT consumed_token_ids_token_id_check CHECK ((octet_length(token_id) = 32))
);

CREATE TABLE public.customers (
    id text NOT NULL,
    store text NOT NULL,
    email text,
    email_digest bytea,
    name text,
    locale text NOT NULL,
    status text NOT NULL,
    password_hash text,
    link_version bigint DEFAULT 1 NOT NULL,
    sign_in_version bigint DEFAULT 1 NOT NULL,
    disputable_from bigint DEFAULT 1 NOT NULL,
    tokens_valid_from timestamp with time zone,
    has_oauth_tokens boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    search_text text GENERATED ALWAYS AS (lower(((((id || ' '::text) || COALESCE(name, ''::text)) || ' '::text) || email))) STORED,
    CONSTRAINT customers_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])))
);

CREATE TABLE public.dispute_tokens (
    digest bytea NOT NULL,
    customer_id text NOT NULL,
    change bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    refusals integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.force_sign_in_customers (
    force_sign_in uuid NOT NULL,
    customer_id text NOT NULL,
    failed boolean DEFAULT false NOT NULL
);

CREATE TABLE public.force_sign_ins (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    store text,
    actor_kind text NOT NULL,
    actor_id text,
    client_address inet,
    idempotency_key bytea,
    fingerprint bytea NOT NULL,
    total bigint NOT NULL,
    counted_to text,
    lookup_cursor text DEFAULT ''::text,
    last_customer_id text DEFAULT ''::text NOT NULL,
    processed bigint DEFAULT 0 NOT NULL,
    revoked bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT force_sign_ins_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['customer'::text, 'administrator'::text, 'client'::text, 'system'::text])))
)
WITH (fillfactor='50');

CREATE TABLE public.oauth_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    digest bytea NOT NULL,
    customer_id text NOT NULL,
    sign_in_version bigint NOT NULL,
    client text NOT NULL,
    scope text,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    issued_from inet,
    last_used_at timestamp with time zone,
    last_used_from inet
)
WITH (fillfactor='85');

CREATE TABLE public.remote_revocations (
    id bigint NOT NULL,
    token_store text NOT NULL,
    customer_id text NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    client_address inet,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    due_at timestamp with time zone,
    claim bigint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    acknowledged_at timestamp with time zone,
    CONSTRAINT remote_revocations_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['customer'::text, 'administrator'::text, 'client'::text, 'system'::text])))
)
WITH (fillfactor='70');

ALTER TABLE public.remote_revocations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.remote_revocations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.request_windows (
    key bytea NOT NULL,
    accepted bigint[] NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
WITH (fillfactor='70');

CREATE TABLE public.reset_requests (
    id bigint NOT NULL,
    store text,
    email_digest bytea,
    email text,
    customer_id text,
    actor_id text,
    client_address inet,
    requested_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    unclear integer DEFAULT 0 NOT NULL,
    audited boolean DEFAULT false NOT NULL,
    outcome text,
    CONSTRAINT reset_requests_check CHECK (((customer_id IS NULL) <> (email_digest IS NULL))),
    CONSTRAINT reset_requests_check1 CHECK (((due_at IS NULL) = (outcome IS NOT NULL))),
    CONSTRAINT reset_requests_keep_no_email CHECK (((email IS NULL) OR (due_at IS NOT NULL))),
    CONSTRAINT reset_requests_outcome_check CHECK ((outcome = ANY (ARRAY['mailed'::text, 'no-account'::text, 'undeliverable'::text, 'abandoned'::text])))
);

ALTER TABLE public.reset_requests ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reset_requests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reset_tokens (
    digest bytea NOT NULL,
    customer_id text NOT NULL,
    link_version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    refusals integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.scheduled_tasks (
    task_name text NOT NULL,
    task_instance text NOT NULL,
    task_data bytea,
    execution_time timestamp with time zone NOT NULL,
    picked boolean NOT NULL,
    picked_by text,
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint NOT NULL,
    priority smallint
);

CREATE TABLE public.security_event_deliveries (
    stream_id uuid NOT NULL,
    jti uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id bigint,
    state text,
    queued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    due_at timestamp with time zone DEFAULT clock_timestamp(),
    attempts integer DEFAULT 0 NOT NULL,
    refusals integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.security_event_streams (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner text NOT NULL,
    audience text NOT NULL,
    description text,
    types text[] NOT NULL,
    endpoint text,
    credential bytea,
    status text DEFAULT 'enabled'::text NOT NULL,
    reason text,
    failures integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    verification_at timestamp with time zone,
    CONSTRAINT security_event_streams_status_check CHECK ((status = ANY (ARRAY['enabled'::text, 'paused'::text, 'disabled'::text])))
);

CREATE TABLE public.security_events (
    id bigint NOT NULL,
    txn uuid NOT NULL,
    type text NOT NULL,
    customer_id text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    initiator text NOT NULL,
    CONSTRAINT security_events_initiator_check CHECK ((initiator = ANY (ARRAY['user'::text, 'admin'::text, 'system'::text])))
);

ALTER TABLE public.security_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.security_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.settings (
    only_row boolean DEFAULT true NOT NULL,
    overrides jsonb NOT NULL,
    CONSTRAINT settings_only_row_check CHECK (only_row)
);

CREATE TABLE public.sign_in_attempts (
    email_digest bytea NOT NULL,
    store text NOT NULL,
    failures integer NOT NULL,
    locked_until timestamp with time zone,
    updated_at timestamp with time zone NOT NULL
)
WITH (fillfactor='70');

INSERT INTO public.settings VALUES (true, '{}');

SELECT pg_catalog.setval('public.audit_events_id_seq', 1, false);

SELECT pg_catalog.setval('public.remote_revocations_id_seq', 1, false);

SELECT pg_catalog.setval('public.reset_requests_id_seq', 1, false);

SELECT pg_catalog.setval('public.security_events_id_seq', 1, false);

ALTER TABLE ONLY public.audit_events
    ADD CONSTRAINT audit_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.consumed_token_ids
    ADD CONSTRAINT consumed_token_ids_pkey PRIMARY KEY (token_id);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_one_email_per_store UNIQUE (email_digest, store);

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dispute_tokens
    ADD CONSTRAINT dispute_tokens_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.force_sign_in_customers
    ADD CONSTRAINT force_sign_in_customers_pkey PRIMARY KEY (force_sign_in, customer_id);

ALTER TABLE ONLY public.force_sign_ins
    ADD CONSTRAINT force_sign_ins_idempotency_key_key UNIQUE (idempotency_key);

ALTER TABLE ONLY public.force_sign_ins
    ADD CONSTRAINT force_sign_ins_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.oauth_tokens
    ADD CONSTRAINT oauth_tokens_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.oauth_tokens
    ADD CONSTRAINT oauth_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.remote_revocations
    ADD CONSTRAINT remote_revocations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.request_windows
    ADD CONSTRAINT request_windows_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.reset_requests
    ADD CONSTRAINT reset_requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reset_tokens
    ADD CONSTRAINT reset_tokens_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.scheduled_tasks
    ADD CONSTRAINT scheduled_tasks_pkey PRIMARY KEY (task_name, task_instance);

ALTER TABLE ONLY public.security_event_deliveries
    ADD CONSTRAINT security_event_deliveries_pkey PRIMARY KEY (stream_id, jti);

ALTER TABLE ONLY public.security_event_streams
    ADD CONSTRAINT security_event_streams_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.security_events
    ADD CONSTRAINT security_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.sign_in_attempts
    ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (email_digest, store);

CREATE INDEX audit_events_of_customer ON public.audit_events USING btree (customer_id, id DESC);

CREATE INDEX consumed_token_ids_by_expiry ON public.consumed_token_ids USING btree (expires_at);

CREATE INDEX customers_by_store ON public.customers USING btree (store, id);

CREATE INDEX customers_search ON public.customers USING gin (search_text public.gin_trgm_ops);

CREATE INDEX dispute_tokens_by_expiry ON public.dispute_tokens USING btree (expires_at);

CREATE INDEX dispute_tokens_of_customer ON public.dispute_tokens USING btree (customer_id);

CREATE INDEX force_sign_in_customers_failed ON public.force_sign_in_customers USING btree (force_sign_in, customer_id) WHERE failed;

CREATE INDEX force_sign_ins_by_end ON public.force_sign_ins USING btree (finished_at) WHERE (finished_at IS NOT NULL);

CREATE INDEX force_sign_ins_unfinished ON public.force_sign_ins USING btree (started_at) WHERE (finished_at IS NULL);

CREATE INDEX oauth_tokens_by_expiry ON public.oauth_tokens USING btree (expires_at);

CREATE INDEX oauth_tokens_live_of_customer ON public.oauth_tokens USING btree (customer_id, expires_at) WHERE (revoked_at IS NULL);

CREATE INDEX oauth_tokens_of_customer ON public.oauth_tokens USING btree (customer_id, issued_at DESC, id);

CREATE INDEX remote_revocations_acknowledged ON public.remote_revocations USING btree (recorded_at) WHERE (due_at IS NULL);

CREATE INDEX remote_revocations_due ON public.remote_revocations USING btree (token_store, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX remote_revocations_of_customer ON public.remote_revocations USING btree (customer_id);

CREATE UNIQUE INDEX remote_revocations_open ON public.remote_revocations USING btree (customer_id, token_store) WHERE (due_at IS NOT NULL);

CREATE INDEX request_windows_by_age ON public.request_windows USING btree (updated_at);

CREATE INDEX reset_requests_due ON public.reset_requests USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX reset_tokens_by_expiry ON public.reset_tokens USING btree (expires_at);

CREATE INDEX reset_tokens_of_customer ON public.reset_tokens USING btree (customer_id);

CREATE INDEX scheduled_tasks_by_heartbeat ON public.scheduled_tasks USING btree (last_heartbeat);

CREATE INDEX scheduled_tasks_by_priority ON public.scheduled_tasks USING btree (priority DESC, execution_time);

CREATE INDEX scheduled_tasks_by_time ON public.scheduled_tasks USING btree (execution_time);

CREATE INDEX security_event_deliveries_by_age ON public.security_event_deliveries USING btree (queued_at);

CREATE INDEX security_event_deliveries_due ON public.security_event_deliveries USING btree (stream_id, due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX security_event_deliveries_verifications ON public.security_event_deliveries USING btree (stream_id) WHERE ((event_id IS NULL) AND (due_at IS NOT NULL));

CREATE INDEX security_event_streams_of_owner ON public.security_event_streams USING btree (owner, created_at);

CREATE INDEX sign_in_attempts_by_age ON public.sign_in_attempts USING btree (updated_at);

ALTER TABLE ONLY public.dispute_tokens
    ADD CONSTRAINT dispute_tokens_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.force_sign_in_customers
    ADD CONSTRAINT force_sign_in_customers_force_sign_in_fkey FOREIGN KEY (force_sign_in) REFERENCES public.force_sign_ins(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.oauth_tokens
    ADD CONSTRAINT oauth_tokens_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.remote_revocations
    ADD CONSTRAINT remote_revocations_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.reset_tokens
    ADD CONSTRAINT reset_tokens_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;

