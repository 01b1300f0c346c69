CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('MANAGER', 'DOOR');

-- AlterTable
ALTER TABLE "event_capacity" ADD COLUMN     "cancelled" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "checked_in" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "joins" ADD COLUMN     "checked_in_at" TIMESTAMPTZ(3),
ADD COLUMN     "checked_in_by" UUID;

-- CreateTable
CREATE TABLE "event_staff" (
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "staff_role" NOT NULL,

    CONSTRAINT "event_staff_pkey" PRIMARY KEY ("event_id","user_id")
);

-- CreateTable
CREATE TABLE "people" (
    "user_id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "people_name_key_idx" ON "people" USING GIN ("name_key" gin_trgm_ops);

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

-- People's names are told anew by `npm run republish -- auth`; until then nobody is found by theirs.

-- Those who have left already. A joins process of before does not count them: stop it first.
UPDATE "event_capacity" SET "cancelled" = "counted"."cancelled"
FROM (SELECT "event_id", count(*) AS "cancelled" FROM "joins" WHERE "status" = 'CANCELLED' GROUP BY 1) AS "counted"
WHERE "event_capacity"."event_id" = "counted"."event_id";

ALTER TABLE "event_capacity"
    ADD CONSTRAINT "event_capacity_checked_in_check" CHECK ("checked_in" BETWEEN 0 AND greatest("taken", 0)),
    ADD CONSTRAINT "event_capacity_cancelled_check" CHECK ("cancelled" >= 0);

ALTER TABLE "joins"
    ADD CONSTRAINT "joins_checked_in_check" CHECK (("status" = 'CHECKED_IN') = ("checked_in_at" IS NOT NULL)),
    ADD CONSTRAINT "joins_checked_in_by_check" CHECK ("checked_in_by" IS NULL OR "checked_in_at" IS NOT NULL);

-- Whom somebody has let in, for when they delete their account. Joining writes nothing to it.
CREATE INDEX "joins_checked_in_by_idx" ON "joins"("checked_in_by", "event_id") WHERE "checked_in_by" IS NOT NULL;
