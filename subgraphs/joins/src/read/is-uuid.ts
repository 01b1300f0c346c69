import { z } from 'zod';

const uuid = z.guid();

/** Whether PostgreSQL would take it for a uuid. Ids come from clients as any string. */
export const isUuid = (id: string): boolean => uuid.safeParse(id).success;
