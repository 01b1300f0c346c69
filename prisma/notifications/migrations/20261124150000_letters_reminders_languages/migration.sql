-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "letter_id" UUID,
ADD COLUMN     "traceparent" TEXT;

-- AlterTable
ALTER TABLE "mail_events" ADD COLUMN     "reminded_for" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "recipients" ADD COLUMN     "locale" TEXT,
ADD COLUMN     "unsubscribe_key" UUID;

-- CreateTable
CREATE TABLE "letters" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "audience" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "traceparent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "letters_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mail_events_starts_at_idx" ON "mail_events"("starts_at");

-- CreateIndex
CREATE INDEX "letters_event_id_idx" ON "letters"("event_id");

-- Who comes to what begins within a day isn't reminded of it all at once, after the fact.
UPDATE "mail_events" SET "reminded_for" = "starts_at" WHERE "starts_at" <= now() + interval '24 hours';
