-- AlterEnum
ALTER TYPE "event_state" ADD VALUE 'HIDDEN';

-- AlterTable
ALTER TABLE "event_capacity" ADD COLUMN     "timezone" TEXT NOT NULL DEFAULT 'UTC';
