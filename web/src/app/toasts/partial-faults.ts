import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { describeFault } from '../../components/fault.ts';
import { frameTexts } from '../../components/frame-texts.ts';
import { isFieldFault } from './field-fault.ts';
import { showToast } from './show-toast.ts';

/** A part of the system that is away is told of this often at most, however often the page asks it. */
const quietMs = 60_000;
let lastToldAt = Number.NEGATIVE_INFINITY;

/**
 * Says by a toast that some fields of an answer are missing: the page shows the others. Where nothing came at all, the page
 * says so in the place of what is missing.
 */
export const partialFaults = new ErrorLink(({ error }) => {
  if (!CombinedGraphQLErrors.is(error) || !isFieldFault(error.data, error.errors)) return;
  const now = Date.now();
  if (now - lastToldAt < quietMs) return;
  lastToldAt = now;
  const { requestId } = describeFault(error);
  showToast({ id: 'partial', tone: 'bad', message: frameTexts.partial, requestId });
});
