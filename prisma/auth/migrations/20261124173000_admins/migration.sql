-- AlterTable
ALTER TABLE "people" ADD COLUMN     "is_admin" BOOLEAN NOT NULL DEFAULT false;

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

-- Whose address is not known to be theirs is trusted with nothing.
ALTER TABLE "people"
    ADD CONSTRAINT "people_admin_check" CHECK (NOT "is_admin" OR "verified_email" IS NOT NULL);
