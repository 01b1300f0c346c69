-- AlterTable
ALTER TABLE "event_capacity" ADD COLUMN     "waitlist_limit" INTEGER;

-- CreateTable
CREATE TABLE "waitlist_blocks" (
    "event_id" UUID NOT NULL,
    "block" BIGINT NOT NULL,
    "waiting" INTEGER NOT NULL,

    CONSTRAINT "waitlist_blocks_pkey" PRIMARY KEY ("event_id","block")
);

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "event_capacity"
    ADD CONSTRAINT "event_capacity_waitlist_limit_check" CHECK ("waitlist_limit" >= 0);

ALTER TABLE "waitlist_blocks"
    ADD CONSTRAINT "waitlist_blocks_waiting_check" CHECK ("waiting" >= 0);

-- Those who wait already.
INSERT INTO "waitlist_blocks" ("event_id", "block", "waiting")
SELECT "event_id", "line_number" / 512, count(*)
FROM "joins"
WHERE "status" = 'WAITLISTED'
GROUP BY 1, 2;
