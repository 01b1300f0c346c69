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

-- waitlist_blocks has no CHECK of its own: it only tells people where they stand, and a wrong number there must not keep
-- anybody from a seat. `npm run fsck` compares it with the joins.

-- Those who wait already. A joins process of before does not count: stop it first.
INSERT INTO "waitlist_blocks" ("event_id", "block", "waiting")
SELECT "event_id", "line_number" / 512, count(*)
FROM "joins"
WHERE "status" = 'WAITLISTED'
GROUP BY 1, 2;
