-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "sequence" BIGINT;

-- What is there already is numbered as it came. An event's n-th mail stands for its n-th fact or a later one, so these
-- numbers stay below those of the facts still to come.
UPDATE "deliveries" SET "sequence" = numbered."sequence"
FROM (
    SELECT "id", row_number() OVER (PARTITION BY "event_id" ORDER BY "created_at", "id") AS "sequence"
    FROM "deliveries"
) AS numbered
WHERE "deliveries"."id" = numbered."id";

-- AlterTable
ALTER TABLE "deliveries" ALTER COLUMN "sequence" SET NOT NULL;

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "deliveries"
    ADD CONSTRAINT "deliveries_sequence_check" CHECK ("sequence" > 0);
