import type { Refusal } from '../seats/seat-request.ts';

export const checkedInBy = ({ checkedInBy: id }: Refusal) => (id ? { __typename: 'User', id } : null);
