-- CreateEnum
CREATE TYPE "join_status" AS ENUM ('CONFIRMED', 'WAITLISTED', 'CANCELLED', 'CHECKED_IN');

-- CreateEnum
CREATE TYPE "event_state" AS ENUM ('PUBLISHED', 'CANCELLED');

-- CreateTable
CREATE TABLE "event_capacity" (
    "event_id" UUID NOT NULL,
    "organizer_id" UUID NOT NULL,
    "capacity" INTEGER,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "waitlisted" INTEGER NOT NULL DEFAULT 0,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "state" "event_state" NOT NULL DEFAULT 'PUBLISHED',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "joins_open_at" TIMESTAMPTZ(3),
    "joins_close_at" TIMESTAMPTZ(3),
    "event_sequence" BIGINT NOT NULL,

    CONSTRAINT "event_capacity_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "joins" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" "join_status" NOT NULL,
    "line_number" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "joins_pkey" PRIMARY KEY ("event_id","user_id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "aggregate_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "routing_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "parked_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("aggregate_id","sequence")
);

-- CreateTable
CREATE TABLE "inbox" (
    "aggregate_id" UUID NOT NULL,
    "consumer" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("aggregate_id","consumer","message_id")
);

-- CreateIndex
CREATE INDEX "joins_event_id_status_line_number_idx" ON "joins"("event_id", "status", "line_number");

-- CreateIndex
CREATE INDEX "joins_user_id_created_at_id_idx" ON "joins"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "joins_id_idx" ON "joins"("id");

-- CreateIndex
CREATE UNIQUE INDEX "joins_event_id_id_key" ON "joins"("event_id", "id");

-- CreateIndex
CREATE INDEX "outbox_position_idx" ON "outbox"("position");

-- CreateIndex
CREATE INDEX "inbox_received_at_idx" ON "inbox"("received_at");

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "outbox"
    ADD CONSTRAINT "outbox_sequence_check" CHECK ("sequence" > 0),
    ADD CONSTRAINT "outbox_attempts_check" CHECK ("attempts" >= 0),
    ADD CONSTRAINT "outbox_parked_check" CHECK ("parked_at" IS NULL OR "last_error" IS NOT NULL);

-- Every row is deleted soon after it is written: vacuum by the number of dead rows, not by their share of the table,
-- or the relay reads through them.
ALTER TABLE "outbox" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);

-- The last line of defence against overbooking, behind the lock that the code takes.
ALTER TABLE "event_capacity"
    ADD CONSTRAINT "event_capacity_taken_check" CHECK ("taken" >= 0 AND ("capacity" IS NULL OR "taken" <= "capacity")),
    ADD CONSTRAINT "event_capacity_waitlisted_check" CHECK ("waitlisted" >= 0),
    ADD CONSTRAINT "event_capacity_capacity_check" CHECK ("capacity" IS NULL OR "capacity" > 0),
    ADD CONSTRAINT "event_capacity_sequence_check" CHECK ("sequence" >= 0),
    ADD CONSTRAINT "event_capacity_event_sequence_check" CHECK ("event_sequence" > 0);

-- A drop updates one row thousands of times: room on its page lets the new version stay there, beside no index entry.
ALTER TABLE "event_capacity" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

ALTER TABLE "joins"
    ADD CONSTRAINT "joins_line_number_check" CHECK ("line_number" > 0);
