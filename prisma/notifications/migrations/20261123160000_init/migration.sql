-- CreateEnum
CREATE TYPE "event_state" AS ENUM ('PUBLISHED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('PENDING', 'SENT', 'FAILED');

-- CreateTable
CREATE TABLE "recipients" (
    "user_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "recipients_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "mail_events" (
    "event_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "timezone" TEXT NOT NULL,
    "city" TEXT,
    "country" TEXT,
    "venue" TEXT,
    "online" BOOLEAN NOT NULL,
    "url" TEXT,
    "state" "event_state" NOT NULL,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "mail_events_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "details" JSONB NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "aggregate_id" UUID NOT NULL,
    "consumer" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("aggregate_id","consumer","message_id")
);

-- CreateIndex
CREATE INDEX "deliveries_state_next_attempt_at_idx" ON "deliveries"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "deliveries_user_id_idx" ON "deliveries"("user_id");

-- CreateIndex
CREATE INDEX "inbox_received_at_idx" ON "inbox"("received_at");

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "recipients"
    ADD CONSTRAINT "recipients_sequence_check" CHECK ("sequence" > 0);

ALTER TABLE "mail_events"
    ADD CONSTRAINT "mail_events_times_check" CHECK ("starts_at" <= "ends_at"),
    ADD CONSTRAINT "mail_events_sequence_check" CHECK ("sequence" > 0);

ALTER TABLE "deliveries"
    ADD CONSTRAINT "deliveries_attempts_check" CHECK ("attempts" >= 0),
    ADD CONSTRAINT "deliveries_sent_check" CHECK (("state" = 'SENT') = ("sent_at" IS NOT NULL)),
    ADD CONSTRAINT "deliveries_failed_check" CHECK ("state" <> 'FAILED' OR "last_error" IS NOT NULL);
