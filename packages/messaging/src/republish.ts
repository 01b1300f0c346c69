/** What one batch of telling anew has done. */
export interface Republished {
  messages: number;
  /** How far it came: where the next batch begins. */
  after: string;
}

/** Before every id. */
export const NOTHING_YET = '00000000-0000-0000-0000-000000000000';
