-- CreateEnum
CREATE TYPE "event_state" AS ENUM ('PUBLISHED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "join_status" AS ENUM ('CONFIRMED', 'WAITLISTED', 'CANCELLED', 'CHECKED_IN');

-- CreateTable
CREATE TABLE "feed_events" (
    "event_id" UUID NOT NULL,
    "organizer_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "city" TEXT,
    "city_key" TEXT,
    "tags" TEXT[],
    "online" BOOLEAN NOT NULL,
    "state" "event_state" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "event_sequence" BIGINT NOT NULL,
    "trend_score" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "scored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feed_events_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "feed_seats" (
    "event_id" UUID NOT NULL,
    "capacity" INTEGER,
    "taken" INTEGER NOT NULL,
    "waitlisted" INTEGER NOT NULL,
    "join_sequence" BIGINT NOT NULL,

    CONSTRAINT "feed_seats_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "feed_joins" (
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" "join_status" NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "feed_joins_pkey" PRIMARY KEY ("event_id","user_id")
);

-- CreateTable
CREATE TABLE "feed_views" (
    "event_id" UUID NOT NULL,
    "viewer" TEXT NOT NULL,
    "viewed_at" TIMESTAMPTZ(3) NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_views_pkey" PRIMARY KEY ("event_id","viewer","hour")
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
CREATE INDEX "feed_events_trend_score_starts_at_event_id_idx" ON "feed_events"("trend_score" DESC, "starts_at", "event_id");

-- CreateIndex
CREATE INDEX "feed_events_starts_at_event_id_idx" ON "feed_events"("starts_at", "event_id");

-- CreateIndex
CREATE INDEX "feed_events_published_at_event_id_idx" ON "feed_events"("published_at" DESC, "event_id" DESC);

-- CreateIndex
CREATE INDEX "feed_joins_event_id_joined_at_idx" ON "feed_joins"("event_id", "joined_at");

-- CreateIndex
CREATE INDEX "feed_joins_user_id_idx" ON "feed_joins"("user_id");

-- CreateIndex
CREATE INDEX "feed_views_event_id_viewed_at_idx" ON "feed_views"("event_id", "viewed_at");

-- CreateIndex
CREATE INDEX "feed_views_viewed_at_idx" ON "feed_views"("viewed_at");

-- CreateIndex
CREATE INDEX "inbox_received_at_idx" ON "inbox"("received_at");

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "feed_events"
    ADD CONSTRAINT "feed_events_times_check" CHECK ("starts_at" <= "ends_at"),
    ADD CONSTRAINT "feed_events_event_sequence_check" CHECK ("event_sequence" > 0);

ALTER TABLE "feed_seats"
    ADD CONSTRAINT "feed_seats_taken_check" CHECK ("taken" >= 0 AND ("capacity" IS NULL OR "taken" <= "capacity")),
    ADD CONSTRAINT "feed_seats_waitlisted_check" CHECK ("waitlisted" >= 0),
    ADD CONSTRAINT "feed_seats_join_sequence_check" CHECK ("join_sequence" > 0);

ALTER TABLE "feed_joins"
    ADD CONSTRAINT "feed_joins_sequence_check" CHECK ("sequence" > 0);

ALTER TABLE "feed_views"
    ADD CONSTRAINT "feed_views_hour_check" CHECK ("hour" <= "viewed_at" AND "viewed_at" < "hour" + interval '1 hour');

-- A drop updates one row for every batch of joins.
ALTER TABLE "feed_seats" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
