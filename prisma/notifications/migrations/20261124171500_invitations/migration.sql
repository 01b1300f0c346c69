-- Beyond Prisma's schema language; `npm run db:migration` neither makes nor drops it.

-- Mails to addresses that may have no account here, to be found again when they are to be forgotten.
CREATE INDEX "deliveries_invitations_idx" ON "deliveries"("address") WHERE "kind" = 'staff-invitation';
