-- CreateEnum
CREATE TYPE "event_state" AS ENUM ('DRAFT', 'PUBLISHED', 'CANCELLED');

-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL,
    "organizer_id" UUID NOT NULL,
    "external_id" TEXT,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "timezone" TEXT NOT NULL,
    "city" TEXT,
    "country" TEXT,
    "venue" TEXT,
    "online" BOOLEAN NOT NULL DEFAULT false,
    "url" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" "event_state" NOT NULL DEFAULT 'DRAFT',
    "capacity" INTEGER,
    "joins_open_at" TIMESTAMPTZ(3),
    "joins_close_at" TIMESTAMPTZ(3),
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
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

-- CreateIndex
CREATE INDEX "events_organizer_id_created_at_id_idx" ON "events"("organizer_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "events_organizer_id_external_id_key" ON "events"("organizer_id", "external_id");

-- CreateIndex
CREATE INDEX "outbox_position_idx" ON "outbox"("position");

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "outbox"
    ADD CONSTRAINT "outbox_sequence_check" CHECK ("sequence" > 0),
    ADD CONSTRAINT "outbox_attempts_check" CHECK ("attempts" >= 0),
    ADD CONSTRAINT "outbox_parked_check" CHECK ("parked_at" IS NULL OR "last_error" IS NOT NULL);

-- Every row is deleted soon after it is written: vacuum by the number of dead rows, not by their share of the table,
-- or the relay reads through them.
ALTER TABLE "outbox" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);

ALTER TABLE "events"
    ADD CONSTRAINT "events_times_check" CHECK ("starts_at" <= "ends_at"),
    ADD CONSTRAINT "events_joins_times_check" CHECK ("joins_open_at" <= "joins_close_at"),
    ADD CONSTRAINT "events_capacity_check" CHECK ("capacity" > 0),
    ADD CONSTRAINT "events_sequence_check" CHECK ("sequence" >= 0),
    ADD CONSTRAINT "events_published_check" CHECK ("state" <> 'PUBLISHED' OR "published_at" IS NOT NULL),
    ADD CONSTRAINT "events_cancelled_check" CHECK (("state" = 'CANCELLED') = ("cancelled_at" IS NOT NULL));
