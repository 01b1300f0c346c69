-- AlterEnum
ALTER TYPE "delivery_state" ADD VALUE 'DROPPED';

-- AlterTable
ALTER TABLE "recipients" ADD COLUMN     "email_verified" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "muted_mails" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "address" TEXT,
ALTER COLUMN "event_id" DROP NOT NULL;
