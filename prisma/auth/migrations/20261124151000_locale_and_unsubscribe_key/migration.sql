-- AlterTable
ALTER TABLE "people" ADD COLUMN     "locale" TEXT,
ADD COLUMN     "unsubscribe_key" UUID NOT NULL DEFAULT gen_random_uuid();

-- CreateIndex
CREATE UNIQUE INDEX "people_unsubscribe_key_key" ON "people"("unsubscribe_key");
