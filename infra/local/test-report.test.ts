import { expect, test } from 'vitest';
import { countReport, readReport, summary } from './test-report.ts';

const options = { root: '/clone', skippedFails: false };
const file = (name: string, statuses: string[], status = 'passed') => ({
  name: `/clone/${name}`,
  status,
  message: status === 'failed' ? 'Error: cannot find module\n at …' : '',
  assertionResults: statuses.map((each, index) => ({
    fullName: `test ${index}`,
    status: each,
    failureMessages: each === 'failed' ? ['Error: no answer\n  waiting for the page\n    at file.ts:1:1'] : [],
  })),
});

test('counts what passed, and says what failed and why', () => {
  const report = {
    success: false,
    testResults: [file('a.test.ts', ['passed', 'failed'], 'failed'), file('b.test.ts', ['passed'])],
  };
  expect(countReport(report, 'Unit', options)).toEqual({
    passed: 2,
    failed: ['a.test.ts > test 1: Error: no answer waiting for the page'],
  });
});

test('a file that could not be loaded is one failure', () => {
  const report = { success: false, testResults: [file('a.test.ts', [], 'failed'), file('b.test.ts', ['passed'])] };
  expect(countReport(report, 'Unit', options)).toEqual({ passed: 1, failed: ['a.test.ts: Error: cannot find module'] });
});

test('an error outside of the tests, no test at all, and no report are failures', async () => {
  const passing = { success: false, testResults: [file('a.test.ts', ['passed'])] };
  expect(countReport(passing, 'Unit', options).failed).toEqual(['Unit: an error outside of the tests']);
  expect(countReport({ success: true, testResults: [] }, 'Unit', options).failed).toEqual(['Unit: no test ran']);
  expect((await readReport('/no/such/report.json', 'Unit', options)).failed).toEqual(['Unit: ended without a report']);
});

test('a skipped test fails the run in CI only', () => {
  const report = { success: true, testResults: [file('a.test.ts', ['passed', 'skipped', 'todo'])] };
  expect(countReport(report, 'Unit', options).failed).toEqual([]);
  expect(countReport(report, 'Unit', { ...options, skippedFails: true }).failed).toEqual([
    'a.test.ts > test 1 (skipped)',
    'a.test.ts > test 2 (todo)',
  ]);
});

test('the last line of the summary is the counts alone, and the exit code follows them', () => {
  const lint = { passed: 1, failed: [] };
  const unit = { passed: 41, failed: ['a.test.ts > test 1'] };
  expect(summary([lint, unit])).toEqual({
    text: 'Failed:\n  ✗ a.test.ts > test 1\n\n42 passed, 1 failed',
    exitCode: 1,
  });
  expect(summary([lint])).toEqual({ text: '1 passed, 0 failed', exitCode: 0 });
  expect(summary([])).toEqual({ text: '0 passed, 0 failed', exitCode: 1 });
});
