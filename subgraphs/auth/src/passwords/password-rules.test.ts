import { expect, test } from 'vitest';
import { passwordProblem } from './password-rules.ts';

test('10 to 256 characters are taken', () => {
  expect(passwordProblem('a-fine-one')).toBeNull();
  expect(passwordProblem('xy'.repeat(128))).toBeNull();
  expect(passwordProblem('nine-char')).toMatch(/at least 10/);
  expect(passwordProblem(`${'xy'.repeat(128)}z`)).toMatch(/at most 256/);
});

test('characters are counted, not their bytes or halves', () => {
  expect(passwordProblem('🎟🎫🎪🎭🎨')).toMatch(/at least 10/);
  expect(passwordProblem('🎟🎫🎪🎭🎨🎬🎤🎧🎼🎹')).toBeNull();
});

test('common ones are refused in any case', () => {
  for (const password of ['password123', 'PassWord123', '1234567890', 'qwertyuiop', 'aaaaaaaaaaaa']) {
    expect(passwordProblem(password), password).not.toBeNull();
  }
});
