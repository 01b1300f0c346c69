-- For searching what is spelled alike. Both come with PostgreSQL, and may be created by the database's owner.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- DropIndex
DROP INDEX "feed_events_published_at_event_id_idx";

-- DropIndex
DROP INDEX "feed_events_starts_at_event_id_idx";

-- DropIndex
DROP INDEX "feed_events_trend_score_starts_at_event_id_idx";

-- DropIndex
DROP INDEX "feed_joins_user_id_idx";

-- AlterTable
ALTER TABLE "feed_events" ADD COLUMN     "country" TEXT,
ADD COLUMN     "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "text_key" TEXT,
ADD COLUMN     "title_key" TEXT,
ADD COLUMN     "venue" TEXT;
-- Of what is here already, near enough until it is told of again.
UPDATE "feed_events" SET
    "title_key" = trim(regexp_replace(lower("title"), '[^[:alnum:]]+', ' ', 'g')),
    "text_key" = trim(regexp_replace(lower(concat_ws(' ', "title", "city", array_to_string("tags", ' '))), '[^[:alnum:]]+', ' ', 'g'));
ALTER TABLE "feed_events" ALTER COLUMN "text_key" SET NOT NULL,
ALTER COLUMN "title_key" SET NOT NULL;

-- CreateTable
CREATE TABLE "feed_clock" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_clock_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "feed_listings" (
    "event_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "event_sequence" BIGINT NOT NULL,
    "organizer_id" UUID NOT NULL,
    "city" TEXT,
    "city_key" TEXT,
    "tags" TEXT[],
    "online" BOOLEAN NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "ended" BOOLEAN NOT NULL,
    "title_key" TEXT NOT NULL,
    "text_key" TEXT NOT NULL,

    CONSTRAINT "feed_listings_pkey" PRIMARY KEY ("event_id","valid_from")
);

-- CreateTable
CREATE TABLE "feed_scores" (
    "event_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "trend_score" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "feed_scores_pkey" PRIMARY KEY ("event_id","valid_from")
);

-- CreateTable
CREATE TABLE "feed_people" (
    "user_id" UUID NOT NULL,
    "interests" TEXT[],
    "home_city" TEXT,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "feed_people_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "feed_readers" (
    "user_id" UUID NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "profile" JSONB NOT NULL,

    CONSTRAINT "feed_readers_pkey" PRIMARY KEY ("user_id","as_of")
);

-- CreateIndex
CREATE INDEX "feed_events_due_at_idx" ON "feed_events"("due_at");

-- CreateIndex
CREATE INDEX "feed_joins_user_id_joined_at_idx" ON "feed_joins"("user_id", "joined_at" DESC);

-- CreateIndex
CREATE INDEX "feed_listings_city_key_starts_at_idx" ON "feed_listings"("city_key", "starts_at");

-- CreateIndex
CREATE INDEX "feed_listings_tags_idx" ON "feed_listings" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "feed_scores_trend_score_event_id_idx" ON "feed_scores"("trend_score" DESC, "event_id" DESC);

-- CreateIndex
CREATE INDEX "feed_readers_as_of_idx" ON "feed_readers"("as_of");

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

-- Events that are over lie before all others by start, and would have to be passed over by each reader of UPCOMING.
CREATE INDEX "feed_listings_upcoming_idx" ON "feed_listings"("starts_at", "event_id") WHERE NOT "ended";
CREATE INDEX "feed_listings_newest_idx" ON "feed_listings"("published_at" DESC, "event_id" DESC) WHERE NOT "ended";
CREATE INDEX "feed_listings_words_idx" ON "feed_listings" USING GIN (to_tsvector('simple', "text_key"));
CREATE INDEX "feed_listings_spelling_idx" ON "feed_listings" USING GIN ("text_key" gin_trgm_ops);
CREATE INDEX "feed_listings_old_idx" ON "feed_listings"("valid_until") WHERE "valid_until" < 'infinity';
CREATE INDEX "feed_scores_old_idx" ON "feed_scores"("valid_until") WHERE "valid_until" < 'infinity';

ALTER TABLE "feed_clock" ADD CONSTRAINT "feed_clock_one_check" CHECK ("one");
INSERT INTO "feed_clock" ("at") VALUES (now());

ALTER TABLE "feed_listings" ADD CONSTRAINT "feed_listings_valid_check" CHECK ("valid_from" < "valid_until");
ALTER TABLE "feed_scores" ADD CONSTRAINT "feed_scores_valid_check" CHECK ("valid_from" < "valid_until");
ALTER TABLE "feed_people" ADD CONSTRAINT "feed_people_sequence_check" CHECK ("sequence" > 0);

-- The one row is written again and again; within its page that costs no index entry.
ALTER TABLE "feed_clock" SET (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
-- Versions come and go; their index entries must not wait for a fifth of the table to be dead.
ALTER TABLE "feed_scores" SET (autovacuum_vacuum_scale_factor = 0.05);
