-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('MANAGER', 'DOOR');

-- CreateTable
CREATE TABLE "event_staff" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "role" "staff_role" NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "token_hash" BYTEA,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "invited_by" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "sequence" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "event_staff_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "event_staff_token_hash_key" ON "event_staff"("token_hash");

-- CreateIndex
CREATE INDEX "event_staff_user_id_accepted_at_id_idx" ON "event_staff"("user_id", "accepted_at", "id");

-- CreateIndex
CREATE INDEX "event_staff_invited_by_invited_at_idx" ON "event_staff"("invited_by", "invited_at");

-- CreateIndex
CREATE UNIQUE INDEX "event_staff_event_id_user_id_key" ON "event_staff"("event_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "event_staff_event_id_email_key" ON "event_staff"("event_id", "email");

-- AddForeignKey
ALTER TABLE "event_staff" ADD CONSTRAINT "event_staff_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

-- Invited, at work, or gone: each with what it takes, and with nothing of the others.
ALTER TABLE "event_staff"
    ADD CONSTRAINT "event_staff_state_check" CHECK (
        CASE
            WHEN "removed_at" IS NOT NULL THEN "user_id" IS NULL AND "email" IS NULL AND "token_hash" IS NULL
            WHEN "accepted_at" IS NOT NULL THEN "user_id" IS NOT NULL AND "email" IS NULL
            ELSE "user_id" IS NULL AND "email" IS NOT NULL AND "token_hash" IS NOT NULL
        END),
    ADD CONSTRAINT "event_staff_sequence_check" CHECK ("sequence" > 0);
