-- AlterTable
ALTER TABLE "events" ADD COLUMN     "waitlist_limit" INTEGER;

-- What follows is beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

ALTER TABLE "events"
    ADD CONSTRAINT "events_waitlist_limit_check" CHECK ("waitlist_limit" >= 0);
