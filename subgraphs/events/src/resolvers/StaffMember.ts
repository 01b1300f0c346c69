import type { StaffMember as StaffMemberRow } from '@cityevents/prisma/events';

export const StaffMember = {
  user: ({ userId }: StaffMemberRow) => (userId === null ? null : { __typename: 'User', id: userId }),
  state: ({ acceptedAt }: StaffMemberRow) => (acceptedAt === null ? 'INVITED' : 'ACTIVE'),
};
