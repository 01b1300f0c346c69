-- AlterTable
ALTER TABLE "event_capacity" ADD COLUMN     "messaged_at" TIMESTAMPTZ(3);
