-- AlterTable
ALTER TABLE "events" ADD COLUMN     "external_sequence" INTEGER,
ADD COLUMN     "hidden_at" TIMESTAMPTZ(3),
ADD COLUMN     "hidden_reason" TEXT,
ADD COLUMN     "publish_at" TIMESTAMPTZ(3),
ADD COLUMN     "publish_by" UUID,
ADD COLUMN     "publish_refusal" TEXT;

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_id" UUID,
    "changes" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "user_id" UUID NOT NULL,
    "email_verified" BOOLEAN,
    "sequence" BIGINT NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "audit_entries_event_id_at_id_idx" ON "audit_entries"("event_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_idx" ON "audit_entries"("actor_id");

-- CreateIndex
CREATE INDEX "audit_entries_subject_id_idx" ON "audit_entries"("subject_id");

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "events"
    ADD CONSTRAINT "events_publish_at_check" CHECK ("publish_at" IS NULL OR ("state" = 'DRAFT' AND "publish_by" IS NOT NULL)),
    ADD CONSTRAINT "events_hidden_check" CHECK ("hidden_at" IS NULL OR ("published_at" IS NOT NULL AND "hidden_reason" IS NOT NULL));

-- What is to be published and wasn't tried yet: a few rows, however many events there are.
CREATE INDEX "events_publish_at_idx" ON "events"("publish_at") WHERE "publish_at" IS NOT NULL AND "publish_refusal" IS NULL;
