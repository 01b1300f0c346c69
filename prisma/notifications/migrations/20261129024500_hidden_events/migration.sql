-- AlterTable
ALTER TABLE "mail_events" ADD COLUMN     "hidden" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "traceparent" TEXT;

-- Which are hidden already is told by `npm run republish -- events`.
