-- CreateTable
CREATE TABLE "outbox_lanes" (
    "lane" SMALLINT NOT NULL,
    "owner" UUID,
    "epoch" BIGINT NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_lanes_pkey" PRIMARY KEY ("lane")
);

-- CreateTable
CREATE TABLE "outbox_relays" (
    "id" UUID NOT NULL,
    "alive_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbox_relays_pkey" PRIMARY KEY ("id")
);

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

-- With every batch the relay asks which aggregates a parked row holds back. Almost always none: so neither does writing
-- a row touch this index, nor does reading it cost anything.
CREATE INDEX "outbox_parked_idx" ON "outbox"("aggregate_id") WHERE "parked_at" IS NOT NULL;

-- A few rows, each renewed every few seconds: room on the page keeps the new version there, beside no index entry.
ALTER TABLE "outbox_lanes" SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
ALTER TABLE "outbox_relays" SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
