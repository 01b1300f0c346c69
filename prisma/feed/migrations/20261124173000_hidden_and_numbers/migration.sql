-- AlterEnum
ALTER TYPE "event_state" ADD VALUE 'HIDDEN';

-- CreateTable
CREATE TABLE "feed_view_hours" (
    "event_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "views" INTEGER NOT NULL,

    CONSTRAINT "feed_view_hours_pkey" PRIMARY KEY ("event_id","hour")
);

-- CreateIndex
CREATE INDEX "feed_view_hours_hour_idx" ON "feed_view_hours"("hour");
