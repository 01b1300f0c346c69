import { expect, it } from 'vitest';
import { beginsEntry, readEntry } from './read-entry.ts';

const code = '1234567890'.repeat(24).slice(0, 232);

it('a ticket’s code is told from a name, however it was typed', () => {
  expect(readEntry(code)).toEqual({ kind: 'code', code });
  expect(readEntry(` ${code.slice(0, 30)} ${code.slice(30)}\n`)).toEqual({ kind: 'code', code });
  // Scanned while somebody's name was being typed.
  expect(readEntry(`ada${code}`)).toEqual({ kind: 'code', code });
  expect(readEntry('Ada Lovelace')).toEqual({ kind: 'name', name: 'Ada Lovelace' });
  expect(readEntry(code.slice(0, 200))).toMatchObject({ kind: 'code' });
  expect(readEntry('4 Non Blondes')).toMatchObject({ kind: 'name' });
  expect(readEntry('Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior')).toMatchObject({ kind: 'name' });
  expect(readEntry('  ')).toEqual({ kind: 'nothing' });
});

it('a scanner’s first key begins an entry; shortcuts and the keys of buttons don’t', () => {
  expect(['C', '7', 'ü', '😀'].map((key) => beginsEntry(key, false))).toEqual([true, true, true, true]);
  expect(['Enter', 'Tab', ' ', 'ArrowDown'].map((key) => beginsEntry(key, false))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(beginsEntry('c', true)).toBe(false);
});
