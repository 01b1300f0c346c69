-- CreateEnum
CREATE TYPE "standing" AS ENUM ('CONFIRMED', 'WAITLISTED', 'GONE');

-- AlterTable
ALTER TABLE "mail_events" ADD COLUMN     "cancellation_is_news" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "attendances" (
    "event_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "standing" "standing" NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "attendances_pkey" PRIMARY KEY ("event_id","user_id")
);
