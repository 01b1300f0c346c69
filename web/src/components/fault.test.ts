import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { describe, expect, it } from 'vitest';
import { describeFault } from './fault.ts';

const graphqlError = (extensions: Record<string, unknown>) =>
  new CombinedGraphQLErrors({ errors: [{ message: 'secret detail', extensions }] });

describe('what a person is told about a fault', () => {
  it('names the request, wherever the answer carries it', () => {
    expect(describeFault(graphqlError({ requestId: 'r-1' })).requestId).toBe('r-1');
    const beside = new CombinedGraphQLErrors({ errors: [{ message: 'x' }], extensions: { requestId: 'r-2' } });
    expect(describeFault(beside).requestId).toBe('r-2');
    const response = new Response('', { status: 502, headers: { 'x-request-id': 'r-3' } });
    expect(describeFault(new ServerError('x', { response, bodyText: '' })).requestId).toBe('r-3');
  });

  it('says what to do, and never the server’s own words', () => {
    expect(describeFault(graphqlError({ code: 'RATE_LIMITED' })).message).toMatch(/wait a moment/i);
    expect(describeFault(graphqlError({ code: 'CURSOR_EXPIRED' })).message).toMatch(/from the top/i);
    expect(describeFault(graphqlError({})).message).not.toContain('secret');
  });

  it('tells a missing connection from a broken server', () => {
    expect(describeFault(new TypeError('Failed to fetch')).message).toMatch(/connection/);
    expect(describeFault(new DOMException('too slow', 'TimeoutError')).message).toMatch(/connection/);
  });
});
