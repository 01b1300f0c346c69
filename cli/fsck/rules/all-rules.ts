import type { Rule } from '../rule.ts';
import { agreementRules } from './agreement-rules.ts';
import { feedRules } from './feed-rules.ts';
import { mailRules } from './mail-rules.ts';
import { outboxRules } from './outbox-rules.ts';
import { privacyRules } from './privacy-rules.ts';
import { seatRules } from './seat-rules.ts';

/** Everything that must hold. */
export const allRules: Rule[] = [
  ...seatRules,
  ...outboxRules,
  ...agreementRules,
  ...feedRules,
  ...mailRules,
  ...privacyRules,
];
